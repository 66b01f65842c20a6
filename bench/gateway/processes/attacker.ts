import { setTimeout as sleep } from 'node:timers/promises';
import { hostile } from '../../../scenarios/hostile/operations.ts';
import { openClient, send } from '../client.ts';

/** `attacker.ts <url>`: sends the hostile requests one after the other, again and again, once its parent says `attack`. */
const [url = ''] = process.argv.slice(2);
const client = openClient();
let isAttacking = false;
process.on('message', (message) => {
  if (message === 'attack') isAttacking = true;
  if (message === 'rest') isAttacking = false;
});
process.send?.({ ready: url });
while (process.connected)
  for (const { body, headers } of hostile) {
    while (!isAttacking && process.connected) await sleep(20);
    await send(client, url, body, headers).catch(() => undefined);
  }
