/** The gateway of the overload scenario, in a process of its own: told the databases, it says where it serves. */
import { once } from 'node:events';
import { parts } from './queries.ts';
import type { Serving } from './overload.ts';
import { startWorld } from './world.ts';

const [{ env }] = (await once(process, 'message')) as [{ env: Readonly<Record<string, string>> }];
const world = await startWorld({ env, random: Math.random, customers: 60 });
const expected = Object.fromEntries(
  world.customers.flatMap((id) => parts.map(({ key }) => [`${id} ${key}`, world.expected(id, key)] as const)),
);
const serving: Serving = { url: world.gateway.url, customers: world.customers, expected };
process.on('message', () => process.send?.(world.gateway.admission()));
process.once('SIGTERM', () => void world.stop().finally(() => process.disconnect()));
process.send?.(serving);
