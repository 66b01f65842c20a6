import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { defaultRules } from '../identity/rules/default-rules.ts';
import { seededRandom } from '../identity/score/random.ts';
import { createHubDatabase, type HubDatabase } from '../testing/hub-database.ts';
import { madeRecords } from '../testing/made-records.ts';
import { MemorySource, type Account } from '../testing/memory-source.ts';
import { account, Steward } from '../testing/steward.ts';

let hub: HubDatabase;
let steward: Steward;
beforeAll(async () => {
  hub = await createHubDatabase();
  steward = new Steward(hub);
});
afterAll(() => hub.drop());

const { sure } = defaultRules.persons.cluster;
let sources: MemorySource[];

const accountsOf = (system: string, seed: number): Account[] =>
  madeRecords(110, seed).records.flatMap(({ id, system: of, values }) =>
    of === system
      ? {
          account_id: id,
          kind: 'PERSON' as const,
          given_name: values.given_name?.[0] ?? null,
          family_name: values.family_name?.[0] ?? null,
          birth_on: values.birth_on?.[0] ?? null,
          city: values.city?.[0] ?? null,
          email: values.email ?? [],
        }
      : [],
  );

interface Edge {
  readonly a: string;
  readonly b: string;
  readonly weight: number;
  readonly is_link: boolean;
  readonly one: string;
  readonly other: string;
}

/** Pairs that matching keeps, each end by name, with its customer. */
const edges = (): Promise<Edge[]> =>
  hub.rows<Edge>(`
    select least(l.system || ':' || l.account_id, h.system || ':' || h.account_id) as a,
      greatest(l.system || ':' || l.account_id, h.system || ':' || h.account_id) as b, e.weight, e.is_link,
      x.customer_id as one, y.customer_id as other
    from match_edge e join match_account l on l.account_no = e.low_no join match_account h on h.account_no = e.high_no
    join customer_account x on (x.system, x.account_id) = (l.system, l.account_id)
    join customer_account y on (y.system, y.account_id) = (h.system, h.account_id)`);

interface Review {
  readonly question: string;
  readonly a: string;
  readonly b: string;
  readonly weight: number;
  readonly value: number;
}
const reviews = (): Promise<Review[]> =>
  hub.rows<Review>(`select question, a_system || ':' || a_account_id as a, b_system || ':' || b_account_id as b, weight, value
    from match_review order by value desc, 2, 3`);

/** Entropy in bits as the books have it. */
const entropy = (weight: number): number => {
  const p = 1 / (1 + 2 ** -weight);
  return -p * Math.log2(p) - (1 - p) * Math.log2(1 - p);
};

/** Of two ties of one weight the first by name is the stronger: any order would do, if it is always the same. */
const isStronger = (one: Edge, than: Edge): boolean => {
  const [x, y] = [one, than].map(({ a, b }) => `${a}:${b}`.replaceAll(':', '\u0000'));
  return one.weight > than.weight || (one.weight === than.weight && (x ?? '') < (y ?? ''));
};

/** What the reviews should be, by another way: all pairs of customers, and each weak tie tried by taking it out. */
async function expected(decided: ReadonlySet<string> = new Set()): Promise<Review[]> {
  const all = await edges();
  const customers = await steward.customers();
  const membersOf = new Map<string, string[]>();
  for (const [name, id] of Object.entries(customers)) membersOf.set(id, [...(membersOf.get(id) ?? []), name]);
  const size = (id: string): number => membersOf.get(id)?.length ?? 0;
  const best = new Map<string, Edge>();
  for (const edge of all) {
    if (edge.one === edge.other) continue;
    const key = [edge.one, edge.other].sort().join(' ');
    const known = best.get(key);
    const isBetter =
      !known ||
      edge.weight > known.weight ||
      (edge.weight === known.weight && (edge.a < known.a || (edge.a === known.a && edge.b < known.b)));
    if (isBetter && !decided.has(key)) best.set(key, edge);
  }
  const joins = [...best.values()].map(({ a, b, weight, is_link, one, other }) => ({
    question: 'JOIN',
    a,
    b,
    weight,
    value: (is_link ? 1 : entropy(weight)) * size(one) * size(other),
  }));
  const parts: Review[] = [];
  for (const [id, members] of membersOf) {
    const own = all.filter((edge) => edge.one === id && edge.other === id);
    /** Accounts on the side of `from` over ties that are stronger than this one. */
    const side = (from: string, than: Edge): Set<string> => {
      const seen = new Set([from]);
      for (let grown = true; grown;) {
        grown = false;
        for (const edge of own)
          if (isStronger(edge, than) && seen.has(edge.a) !== seen.has(edge.b)) {
            seen.add(edge.a).add(edge.b);
            grown = true;
          }
      }
      return seen;
    };
    const needed = own.filter((edge) => !side(edge.a, edge).has(edge.b)).sort((x, y) => (isStronger(x, y) ? 1 : -1));
    const weakest = needed[0];
    if (!weakest || weakest.weight >= sure || decided.has(id)) continue;
    const left = side(weakest.a, weakest).size;
    const { a, b, weight } = weakest;
    parts.push({ question: 'PART', a, b, weight, value: entropy(weight) * left * (members.length - left) });
  }
  return [...joins, ...parts];
}

const key = ({ question, a, b, weight, value }: Review): string =>
  `${question} ${a} ${b} ${weight.toFixed(6)} ${value.toFixed(6)}`;
const keys = (all: readonly Review[]): string[] => all.map(key).sort();

beforeEach(async () => {
  await hub.rebuild();
  sources = ['system-0', 'system-1', 'system-2'].map((system) => new MemorySource(system, accountsOf(system, 4)));
  await hub.sync(sources);
});

describe('reviews', () => {
  test('are the heaviest pair of every two customers, and the weakest tie of every doubtful one, valued by the formula', async () => {
    const [found, wanted] = [await reviews(), await expected()];
    expect(keys(found)).toEqual(keys(wanted));
    const count = (question: string): number => found.filter((one) => one.question === question).length;
    expect([count('JOIN') > 5, count('PART') > 5]).toEqual([true, true]);
  });

  test('are the same after many small changes as made anew from all', async () => {
    const random = seededRandom(9);
    const pool = accountsOf('system-0', 8);
    for (let step = 0; step < 6; step += 1) {
      const source = sources[random(3)];
      const other = pool[random(pool.length)];
      if (!source || !other) continue;
      const at = random(source.accounts.length);
      if (step % 3 === 2) source.accounts = source.accounts.filter((_, one) => one !== at);
      else
        source.accounts = source.accounts.map((one, place) =>
          place === at ? { ...other, account_id: one.account_id } : one,
        );
      await hub.sync(sources);
      expect(keys(await reviews())).toEqual(keys(await expected()));
    }
    const [model] = await hub.rows<{ n: number }>('select changed_count as n from match_model');
    expect(model?.n).toBe(6);
  });

  test('a decision settles a doubt, and taking it back brings it back', async () => {
    const before = await reviews();
    const join = before.find(({ question }) => question === 'JOIN');
    const part = before.find(({ question }) => question === 'PART');
    if (!join || !part) throw new Error('no doubts');
    const customers = await steward.customers();
    const { decisionId } = await steward.decide({ kind: 'DIFFERENT', a: account(join.a), b: account(join.b) });
    const settled = new Set([[customers[join.a] ?? '', customers[join.b] ?? ''].sort().join(' ')]);
    expect(keys(await reviews())).toEqual(keys(await expected(settled)));
    expect((await reviews()).length).toBe(before.length - 1);
    const same = await steward.decide({ kind: 'SAME', a: account(part.a), b: account(part.b) });
    expect((await reviews()).map(key)).not.toContain(key(part));
    await steward.decide({ kind: 'UNDO', id: same.decisionId });
    await steward.decide({ kind: 'UNDO', id: decisionId });
    expect(keys(await reviews())).toEqual(keys(before));
  });
});
