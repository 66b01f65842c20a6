import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHubDatabase, type HubDatabase } from '../testing/hub-database.ts';
import { wrongLists } from '../testing/kept-lists.ts';
import { MemorySource } from '../testing/memory-source.ts';
import { account, Steward } from '../testing/steward.ts';

let hub: HubDatabase;
let steward: Steward;
beforeAll(async () => {
  hub = await createHubDatabase();
  steward = new Steward(hub);
});
afterAll(() => hub.drop());

/** A generator of whole numbers below `n` that always gives the same. */
function numbers(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * n);
  };
}

const shuffled = <T>(all: readonly T[], random: (n: number) => number): T[] => {
  const rest = [...all];
  return all.flatMap(() => rest.splice(random(rest.length), 1));
};

/** Names that nobody takes for one another. */
const names = ['Anna Schmidt', 'Bert Lindqvist', 'Chen Wei', 'Dolores Ibarra', 'Omar Haddad'];

/** Five customers of one to four accounts, in two systems that were read one after the other. */
const twelve = [4, 3, 2, 2, 1].flatMap((size, person) =>
  Array.from({ length: size }, (_, at) => ({
    account_id: `${String(person)}-${String(at)}`,
    kind: 'PERSON' as const,
    name: names[person] ?? '',
    email: [`${(names[person] ?? '').toLowerCase().replace(' ', '.')}@example.com`],
  })),
);

/** The accounts of each customer, whatever its id. */
const groups = (customers: Record<string, string>): string[] => {
  const byId = new Map<string, string[]>();
  for (const [name, id] of Object.entries(customers)) byId.set(id, [...(byId.get(id) ?? []), name]);
  return [...byId.values()].map((names) => names.join(' ')).sort();
};

type Customers = Record<string, string>;

/** A random decision over what is now; null when it was refused (a merge of one customer, a split of all). */
async function decideAtRandom(random: (n: number) => number): Promise<string | null> {
  const now = await steward.customers();
  const names = Object.keys(now);
  const [one, other] = [names[random(names.length)] ?? '', names[random(names.length)] ?? ''];
  const part = names.filter((name) => now[name] === now[one] && random(2) === 0).map(account);
  const commands = [
    { kind: 'SAME' as const, a: account(one), b: account(other) },
    { kind: 'DIFFERENT' as const, a: account(one), b: account(other) },
    { kind: 'MERGE' as const, ids: [now[one] ?? '', now[other] ?? ''] },
    { kind: 'SPLIT' as const, id: now[one] ?? '', accounts: part },
  ];
  const { done } = await steward.ask(commands[random(4)] ?? { kind: 'UNDO', id: '' });
  expect(await wrongLists(hub)).toEqual([]);
  return done?.decisionId ?? null;
}

/** Five customers in two systems, of which one was read first. */
async function begin(random: (n: number) => number): Promise<{ sources: MemorySource[]; start: Customers }> {
  await hub.rebuild();
  const sources = [
    new MemorySource(
      'a',
      twelve.filter((_, at) => at % 3 !== 0),
    ),
    new MemorySource(
      'b',
      twelve.filter((_, at) => at % 3 === 0),
    ),
  ];
  await hub.sync(shuffled(sources, random).slice(0, 1));
  await hub.sync(sources);
  const start = await steward.customers();
  expect([Object.keys(start).length, groups(start).length]).toEqual([12, 5]);
  return { sources, start };
}

/** What decisions did to those concerned is what a run over all accounts finds; history and redirects agree with it. */
async function expectSettled(sources: readonly MemorySource[]): Promise<void> {
  const before = await steward.state();
  expect((await hub.sync(sources)).linked).toMatchObject({ created: 0, merged: 0, ended: 0 });
  expect(await steward.state()).toEqual(before);
  const lost = await hub.rows(`select h.customer_id from customer_history h where not exists (
    select from customer c where c.customer_id = h.customer_id
    union all select from customer_redirect r join customer c using (customer_id)
      where r.old_customer_id = h.customer_id and c.ended_at is null)`);
  expect(lost).toEqual([]);
  const differ = await hub.rows(`select system, account_id, customer_id from customer_account
    except select system, account_id, customer_id from customer_history where valid_to is null`);
  expect(differ).toEqual([]);
}

const seeds = Array.from({ length: 10 }, (_, at) => at + 1);

test.each(seeds)(
  'random decisions, taken back from the last to the first, give every id back (seed %i)',
  async (seed) => {
    const random = numbers(seed * 7_919);
    const { sources } = await begin(random);
    const stack: { id: string; before: Customers }[] = [];
    for (let step = 0; step < 14; step += 1) {
      const before = await steward.customers();
      const id = await decideAtRandom(random);
      if (id !== null) stack.push({ id, before });
      if (step % 5 === 4) await expectSettled(sources);
    }
    expect(stack.length).toBeGreaterThan(4);
    for (let last = stack.pop(); last; last = stack.pop()) {
      await steward.decide({ kind: 'UNDO', id: last.id });
      expect(await steward.customers()).toEqual(last.before);
      expect(await wrongLists(hub)).toEqual([]);
    }
    await expectSettled(sources);
  },
);

test.each(seeds)('taken back in any order, they leave no trace in who is whom (seed %i)', async (seed) => {
  const random = numbers(seed * 104_729);
  const { sources, start } = await begin(random);
  const standing: string[] = [];
  for (let step = 0; step < 14; step += 1) {
    const id = await decideAtRandom(random);
    if (id !== null) standing.push(id);
  }
  expect(standing.length).toBeGreaterThan(4);
  for (const id of shuffled(standing, random)) await steward.decide({ kind: 'UNDO', id });
  expect(groups(await steward.customers())).toEqual(groups(start));
  await expectSettled(sources);
});
