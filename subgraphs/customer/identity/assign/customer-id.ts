import { createHash } from 'node:crypto';

/** Namespace of the hub's customers: any UUID would do, this one must never change. */
const namespace = Buffer.from('5b0f3f3c6c0e5d0f9f0c6a5b8f2e7d14', 'hex');

/**
 * The id that an account gives to the customer that it founds: a UUID version 5 (RFC 9562) of system and account, so that
 * a hub that is rebuilt from nothing gives the same ids. `attempt` counts up when the id is taken.
 */
export function customerIdOf(system: string, accountId: string, attempt = 0): string {
  const name = [system, accountId, ...(attempt === 0 ? [] : [String(attempt)])].join('\u0000');
  const bytes = createHash('sha1').update(namespace).update(name, 'utf8').digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
