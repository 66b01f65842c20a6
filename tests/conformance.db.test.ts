import { graphql, print } from 'graphql';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { demoFolders } from '../cli/hub/demo-folders.ts';
import { definitionsOf } from '../cli/hub/definitions.ts';
import { openHub } from '../cli/hub/open-hub.ts';
import type { Hub } from '../cli/hub/open-hub.ts';
import { loadModules } from '../cli/hub/subgraph-modules.ts';
import { createDemo } from '../demo/create.ts';
import { createRequestContext, systemClock } from '../kit/context.ts';
import type { RunningSubgraph } from '../kit/subgraph/module.ts';
import { temporaryFolder } from '../kit/test-servers/temporary-folder.ts';
import { createTestDatabase } from '../kit/test-servers/test-database.ts';
import type { TestDatabase } from '../kit/test-servers/test-database.ts';
import { registry } from '../schema/registry.ts';
import { subgraphDocument } from '../schema/sdl.ts';
import { harvest, objectType, selectionOf } from './key-harvest.ts';
import type { Representation } from './key-harvest.ts';
import { subgraphs as facts } from './sdl-facts.ts';

/** Entities that this seed may have no row of, and why. */
const notInTheDemo: Readonly<Record<string, string>> = {};

let hub: Hub;
let database: TestDatabase;
let running: ReadonlyMap<string, RunningSubgraph>;
/** Customers with their accounts, as the gateway hands them to a domain subgraph. */
let customers: Representation[];

beforeAll(async () => {
  database = await createTestDatabase('conformance');
  const { connections } = await createDemo({
    adminUrl: inject('postgresUrl'),
    customers: 100,
    seed: 11,
    databasePrefix: 'conform_',
    truthFolder: temporaryFolder(),
  });
  const modules = await loadModules();
  hub = openHub({
    modules,
    definitions: definitionsOf(demoFolders(), modules),
    env: { ...connections, HUB_DATABASE_URL: database.url },
    log: pino({ level: 'silent' }),
    clock: systemClock,
  });
  await hub.sync({ signal: AbortSignal.timeout(60_000) });
  const started = await hub.start(registry.map((s) => s.name));
  running = new Map(started.map((s) => [s.name, s]));
  const { data } = await ask(
    'customer',
    '{ customers(first: 100) { nodes { __typename id accounts { system id } } } }',
  );
  customers = (data['customers'] as { nodes: Representation[] }).nodes;
}, 120_000);

afterAll(async () => {
  await hub.stop();
  await database.drop();
});

interface Asked {
  readonly data: Readonly<Record<string, unknown>>;
  readonly statements: number;
}

async function ask(name: string, source: string, variableValues: Record<string, unknown> = {}): Promise<Asked> {
  const subgraph = running.get(name);
  if (!subgraph) throw new Error(`${name} does not run`);
  const context = createRequestContext({ requestId: 'conformance', timeoutMs: 30_000 });
  const { data, errors } = await graphql({ schema: subgraph.schema, source, variableValues, contextValue: context });
  expect(errors, `${name}: ${source.slice(0, 200)}`).toBeUndefined();
  return { data: data ?? {}, statements: context.ledger.report().reduce((sum, line) => sum + line.statements, 0) };
}

const entitiesQuery = (type: string, selection: string): string =>
  `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ${type} { ${selection} } } }`;

async function entities(name: string, type: string, selection: string, representations: readonly Representation[]) {
  const { data, statements } = await ask(name, entitiesQuery(type, selection), { r: representations });
  return { rows: data['_entities'] as unknown[], statements };
}

/** The same representation with a key that nobody has. */
const unknownLike = (representation: Representation): Representation =>
  Object.fromEntries(
    Object.entries(representation).map(([name, value]) => [
      name,
      name === '__typename' ? value : `${String(value)}-nobody`,
    ]),
  );

describe.each(facts.map((f) => [f.name, f] as const))('subgraph %s', (name, fact) => {
  let known: Map<string, Representation[]>;

  beforeAll(async () => {
    const schema = running.get(name)?.schema;
    if (!schema) throw new Error(`${name} does not run`);
    known = new Map([['Customer', customers.map(({ __typename, id }) => ({ __typename, id }))]]);
    if (name === 'customer') {
      const accounts = customers.flatMap((c) => c['accounts'] as Representation[]);
      known.set(
        'SourceAccount',
        accounts.map((a) => ({ __typename: 'SourceAccount', ...a })),
      );
      return;
    }
    const selection = selectionOf(objectType(schema, 'Customer'), fact.entities, 5);
    const { rows } = await entities(name, 'Customer', selection, customers);
    const roots = await ask(name, `{ ${selectionOf(objectType(schema, 'Query'), fact.entities, 4)} }`);
    for (const [type, list] of harvest([rows, roots.data], fact.entities))
      if (type !== 'Customer') known.set(type, list);
  });

  it('tells its SDL, as any gateway asks for it', async () => {
    const { data } = await ask(name, '{ _service { sdl } }');
    const { sdl } = data['_service'] as { sdl: string };
    expect(sdl).toContain('https://specs.apollo.dev/federation/v2.9');
    for (const type of fact.types.map((t) => t.name.value))
      expect(sdl).toMatch(new RegExp(`(type|input|enum|scalar) ${type}\\b`));
    // Another gateway that composes what the subgraphs tell weighs as ours does.
    const weighed = (text: string): string[] => (text.match(/(?<!directive )@(cost|listSize)\([^)]*\)/g) ?? []).sort();
    expect(weighed(sdl).length).toBeGreaterThan(0);
    expect(weighed(sdl)).toEqual(weighed(print(subgraphDocument(name))));
  });

  it('has rows for each of its entities in the demo company', () => {
    const missing = [...fact.entities.keys()].filter(
      (type) => !(type in notInTheDemo) && (known.get(type)?.length ?? 0) < 2,
    );
    expect(fact.entities.size).toBeGreaterThan(0);
    expect(missing).toEqual([]);
  });

  it('answers keys in their order, the same one twice, and unknown ones with null', async () => {
    let seen = 0;
    for (const [type, key] of fact.entities) {
      const [a, b] = known.get(type) ?? [];
      if (!a || !b || (type === 'Customer' && name !== 'customer')) continue;
      seen += 1;
      const asked = [b, unknownLike(b), a, b];
      const { rows } = await entities(name, type, `__typename ${key}`, asked);
      expect(rows, `${name}: ${type}`).toEqual([b, null, a, b]);
    }
    expect(seen).toBeGreaterThan(0);
  });

  it('reads many keys of an entity with as many statements per source as one', async () => {
    // The customer subgraph reads the hub's own database alone.
    const sources = name === 'customer' ? 1 : hub.sources.filter((s) => s.serves.includes(name)).length;
    const schema = running.get(name)?.schema;
    if (!schema) throw new Error(`${name} does not run`);
    let seen = 0;
    for (const [type] of fact.entities) {
      const list = (known.get(type) ?? []).slice(0, 50);
      if (list.length < 2 || (type === 'Customer' && name !== 'customer')) continue;
      const selection = scalarsOf(schema, type);
      const one = await entities(name, type, selection, list.slice(0, 1));
      const many = await entities(name, type, selection, list);
      expect(many.rows).not.toContain(null);
      expect(one.statements, `${name}: ${type}`).toBeGreaterThan(0);
      expect(many.statements, `${name}: ${type}`).toBeLessThanOrEqual(one.statements * sources);
      seen += 1;
    }
    expect(seen).toBeGreaterThan(0);
  });

  it('nulls nothing of a customer without accounts', async () => {
    if (name === 'customer') return;
    const lonely = { __typename: 'Customer', id: 'nobody', accounts: [] };
    const { rows, statements } = await entities(name, 'Customer', 'id', [lonely]);
    expect(rows).toEqual([{ id: 'nobody' }]);
    expect(statements).toBe(0);
  });
});

/** `__typename` and the plain fields of a type. */
function scalarsOf(schema: Parameters<typeof objectType>[0], type: string): string {
  const fields = Object.values(objectType(schema, type).getFields());
  const names = fields.filter((f) =>
    /^(ID|String|Int|Boolean|Date|DateTime|Decimal|SourceSystem)!?$/.test(String(f.type)),
  );
  return ['__typename', ...names.map((f) => f.name)].join(' ');
}
