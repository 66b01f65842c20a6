import type { IdentityRecord } from '../identity/record.ts';

/** A record for tests; a text becomes its one value. */
export function identityRecord(
  values: Readonly<Record<string, string | readonly string[]>>,
  kind: IdentityRecord['kind'] = 'PERSON',
  id = '1',
  system = 'crm',
): IdentityRecord {
  const lists = Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? [value] : value]);
  return { system, id, kind, values: Object.fromEntries(lists) as IdentityRecord['values'] };
}
