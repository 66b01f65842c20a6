import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHubDatabase, type HubDatabase } from '../testing/hub-database.ts';
import { madeRecords } from '../testing/made-records.ts';
import { MemorySource, type Account } from '../testing/memory-source.ts';
import { runSubgraph, type TestSubgraph } from '../testing/run-subgraph.ts';
import { account, Steward } from '../testing/steward.ts';

let hub: HubDatabase;
let graph: TestSubgraph;
let steward: Steward;

const person = (account_id: string, more: Partial<Account>): Account => ({ account_id, kind: 'PERSON', ...more });
/** Records enough to learn from, and three accounts of one woman: the first and the last have hardly anything in common. */
const crm = new MemorySource('crm', [
  ...madeRecords(120, 6).records.map(({ id, values }) =>
    person(`m${id}`, {
      given_name: values.given_name?.[0] ?? null,
      family_name: values.family_name?.[0] ?? null,
      birth_on: values.birth_on?.[0] ?? null,
      city: values.city?.[0] ?? null,
      email: values.email ?? [],
    }),
  ),
  person('w1', { name: 'Wilhelmina Quist', email: ['mina.quist@example.com'], birth_on: '1971-02-03' }),
  person('w2', { name: 'Wilhelmina Quist', email: ['mina.quist@example.com'], phone: ['+49 30 5550101'] }),
  person('w3', { name: 'Wilhelmina Quist', phone: ['+49 30 5550101'], city: 'Hamar' }),
]);

beforeAll(async () => {
  hub = await createHubDatabase();
  await hub.sync([crm]);
  steward = new Steward(hub);
  graph = await runSubgraph(hub.url, [crm]);
});
afterAll(async () => {
  await graph.running.stop();
  await hub.drop();
});

interface Explanation {
  readonly prior: number;
  readonly evidence: readonly { readonly comparison: string; readonly level: string | null; readonly weight: number }[];
  readonly weight: number;
  readonly veto: { readonly reason: string; readonly atMost: number | null } | null;
  readonly probability: number;
}
interface Named {
  readonly system: string;
  readonly id: string;
  readonly customer?: { readonly id: string };
}
interface Pair {
  readonly a: Named;
  readonly b: Named;
  readonly weight: number | null;
  readonly probability: number | null;
  readonly explanation: Explanation | null;
  readonly decision?: { readonly id: string } | null;
}
interface Review extends Pair {
  readonly question: string;
  readonly value: number;
}
interface Page {
  readonly nodes: readonly Review[];
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}
interface Identity {
  readonly confidence: number | null;
  readonly ties: readonly Pair[];
  readonly decisions: readonly { readonly id: string; readonly kind: string }[];
}

const ask = async <T>(
  source: string,
  variables: Record<string, unknown> = {},
): Promise<{ data: T; statements: number }> => {
  const { data, errors, statements } = await graph.ask(source, variables);
  expect(errors).toEqual([]);
  return { data: data as T, statements };
};
const explanation =
  'explanation { prior evidence { comparison level weight } weight veto { reason atMost } probability }';
const pair = `a { system id customer { id } } b { system id customer { id } } weight probability ${explanation}`;
const reviewsPage = async (args: string, fields = `question value ${pair}`): Promise<Page & { statements: number }> => {
  const { data, statements } = await ask<{ matchReviews: Page }>(
    `{ matchReviews(${args}) { nodes { ${fields} } totalCount pageInfo { hasNextPage endCursor } } }`,
  );
  return { ...data.matchReviews, statements };
};
const identity = `confidence ties { ${pair} decision { id } } decisions { id kind }`;
const identitiesOf = async (ids: readonly string[]): Promise<{ found: Identity[]; statements: number }> => {
  const asked = `query($r: [_Any!]!) { _entities(representations: $r) { ... on Customer { id identity { ${identity} } } } }`;
  const { data, statements } = await ask<{ _entities: { identity: Identity }[] }>(asked, {
    r: ids.map((id) => ({ __typename: 'Customer', id })),
  });
  return { found: data._entities.map((one) => one.identity), statements };
};

/** The parts of an explanation, added up in their order. */
const sum = ({ prior, evidence }: Explanation): number => evidence.reduce((all, { weight }) => all + weight, prior);

describe('matchReviews', () => {
  test('lists doubts, most valuable first, page by page, each once, as the table has them', async () => {
    const wanted = await hub.rows<{ a: string; b: string; value: number }>(
      `select a_account_id as a, b_account_id as b, value from match_review order by value desc, a_account_id, b_account_id`,
    );
    expect(wanted.length).toBeGreaterThan(10);
    const seen: Review[] = [];
    for (let after: string | null = null, more = true; more;) {
      const page: Page = await reviewsPage(
        `first: 7${after === null ? '' : `, after: "${after}"`}`,
        'value a { id } b { id }',
      );
      expect(page.totalCount).toBe(wanted.length);
      seen.push(...page.nodes);
      [after, more] = [page.pageInfo.endCursor, page.pageInfo.hasNextPage];
    }
    expect(seen.map(({ a, b, value }) => ({ a: a.id, b: b.id, value }))).toEqual(wanted);
  });

  test('explains each by weights that add up exactly, and to the weight that matching reckoned with', async () => {
    const { nodes } = await reviewsPage('first: 100');
    for (const { weight, probability, explanation: why } of nodes) {
      if (!why) throw new Error('no explanation');
      expect(sum(why)).toBe(why.weight);
      expect(Math.min(why.weight, why.veto?.atMost ?? Infinity)).toBeCloseTo(weight ?? NaN, 9);
      expect(probability).toBeCloseTo(1 / (1 + 2 ** -(weight ?? NaN)), 12);
    }
    expect(nodes.length).toBeGreaterThan(10);
  });

  test('asks about two customers, or about one', async () => {
    const { nodes } = await reviewsPage('first: 100', `question ${pair}`);
    for (const { question, a, b } of nodes) expect(question === 'PART').toBe(a.customer?.id === b.customer?.id);
    expect(new Set(nodes.map(({ question }) => question))).toEqual(new Set(['JOIN', 'PART']));
    const parts = await reviewsPage('first: 100, where: { question: PART }', 'question a { id }');
    expect(parts.nodes).toHaveLength(nodes.filter(({ question }) => question === 'PART').length);
    expect(parts.totalCount).toBe(parts.nodes.length);
    const of = nodes[0]?.a.customer?.id ?? '';
    const own = await reviewsPage(`where: { customer: "${of}" }`, 'a { system id } b { system id }');
    const touching = nodes.filter(({ a, b }) => [a.customer?.id, b.customer?.id].includes(of));
    expect(own.nodes).toHaveLength(touching.length);
  });

  test('costs as many statements for many as for few, and none for evidence that nobody asks for', async () => {
    const [few, many] = [await reviewsPage('first: 2'), await reviewsPage('first: 60')];
    expect(many.nodes.length).toBeGreaterThan(few.nodes.length);
    expect(many.statements).toBe(few.statements);
    expect((await reviewsPage('first: 60', 'value a { id }')).statements).toBe(2);
  });

  test('refuses a cursor of another list', async () => {
    const { errors } = await graph.ask('{ matchReviews(after: "bm9uc2Vuc2U") { nodes { value } } }');
    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT' }]);
  });
});

describe('Customer.identity', () => {
  const idOf = async (name: string): Promise<string> => (await steward.customers())[`crm:${name}`] ?? 'none';

  test('says by which pairs the accounts hang together, and is as sure as the weakest', async () => {
    const id = await idOf('w1');
    expect([await idOf('w2'), await idOf('w3')]).toEqual([id, id]);
    const { found } = await identitiesOf([id]);
    const [{ ties, confidence, decisions }] = found as [Identity];
    const kept = await hub.rows<{ a: string; b: string; weight: number }>(
      `select least(l.account_id, h.account_id) as a, greatest(l.account_id, h.account_id) as b, weight from match_edge e
       join match_account l on l.account_no = e.low_no join match_account h on h.account_no = e.high_no
       where l.account_id like 'w%' and h.account_id like 'w%' order by weight desc`,
    );
    const weightOf = (a: string, b: string) => kept.find((edge) => edge.a === a && edge.b === b)?.weight;
    expect(ties.map(({ a, b }) => `${a.id} ${b.id}`).sort()).toEqual(['w1 w2', 'w2 w3']);
    for (const { a, b, weight, explanation: why } of ties) {
      expect(weight).toBe(weightOf(a.id, b.id));
      if (!why) throw new Error('no explanation');
      expect(sum(why)).toBe(why.weight);
      expect(why.weight).toBeCloseTo(weight ?? NaN, 9);
    }
    expect(confidence).toBe(Math.min(...ties.map(({ probability }) => probability ?? NaN)));
    expect(decisions).toEqual([]);
  });

  test('a decision ties whatever the evidence says, and is named', async () => {
    const [a, b] = [await idOf('w1'), await idOf('m0')];
    const { decisionId } = await steward.decide({ kind: 'SAME', a: account('crm:w1'), b: account('crm:m0') });
    const [{ ties, decisions }] = (await identitiesOf([await idOf('w1')])).found as [Identity];
    expect(ties[0]).toMatchObject({
      a: { id: 'm0' },
      b: { id: 'w1' },
      weight: null,
      probability: null,
      decision: { id: decisionId },
    });
    expect(decisions).toEqual([{ id: decisionId, kind: 'SAME' }]);
    await steward.decide({ kind: 'UNDO', id: decisionId });
    const apart = await steward.decide({ kind: 'DIFFERENT', a: account('crm:w1'), b: account('crm:m0') });
    for (const { decisions: standing } of (await identitiesOf([a, b])).found)
      expect(standing).toEqual([{ id: apart.decisionId, kind: 'DIFFERENT' }]);
    await steward.decide({ kind: 'UNDO', id: apart.decisionId });
  });

  test('a customer of one account has no tie and no confidence to speak of', async () => {
    const [single] = await hub.rows<{ id: string }>(
      'select customer_id as id from customer_account group by 1 having count(*) = 1 order by 1 limit 1',
    );
    expect((await identitiesOf([single?.id ?? ''])).found).toEqual([{ confidence: null, ties: [], decisions: [] }]);
  });

  test('costs as many statements for forty customers as for four', async () => {
    const ids = await hub.rows<{ id: string }>(
      'select customer_id as id from customer_account group by 1 having count(*) > 1 order by 1 limit 40',
    );
    const all = ids.map(({ id }) => id);
    const [few, many] = [await identitiesOf(all.slice(0, 4)), await identitiesOf(all)];
    expect([few.found.length, many.found.length]).toEqual([4, 40]);
    expect(many.statements).toBe(few.statements);
    for (const { ties } of many.found) expect(ties.length).toBeGreaterThan(0);
  });
});
