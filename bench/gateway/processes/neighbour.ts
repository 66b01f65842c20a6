import { setTimeout as sleep } from 'node:timers/promises';
import { hostile } from '../../../scenarios/hostile/operations.ts';
import { openClient } from '../client.ts';
import { honestBody } from '../hostile/honest.ts';
import type { Company } from '../hostile/measure.ts';

interface Request {
  /** As bytes: to write three megabytes of text as such takes longer than what is measured. */
  readonly body: Buffer;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** What it sends one after the other, again and again, by whom its parent wants beside the honest request. */
const sent = new Map<unknown, readonly Request[]>([
  ['a hostile client', hostile.map(({ body, headers }) => ({ body: Buffer.from(body), headers }))],
  ['an honest client', [{ body: Buffer.from(honestBody) }]],
  ['nobody', []],
] satisfies [Company, readonly Request[]][]);

/** `neighbour.ts <url>`: another client of the gateway, which rests until it is told otherwise, and counts its requests. */
const [url = ''] = process.argv.slice(2);
const client = openClient();
let requests = sent.get('nobody') ?? [];
let answered = 0;
process.on('message', (message) => {
  requests = sent.get(message) ?? requests;
  if (message === 'how many') process.send?.({ figure: answered });
});
process.send?.({ ready: url });
while (process.connected) {
  if (requests.length === 0) await sleep(20);
  const now = requests;
  for (const { body, headers } of now) {
    if (now !== requests) break;
    await client.send(url, body, headers).catch(() => undefined);
    answered += 1;
  }
}
