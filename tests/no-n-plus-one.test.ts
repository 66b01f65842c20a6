import { execute, getNamedType, isListType, isNonNullType, isObjectType, parse } from 'graphql';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../kit/context.ts';
import { encodeId } from '../kit/resolvers/opaque-id.ts';
import type { RunningSubgraph, SubgraphModule } from '../kit/subgraph/module.ts';
import { memorySource, testContext } from '../kit/test-servers/memory-source.ts';
import { moduleUrl, registry } from '../schema/registry.ts';
import { selectAll, selectField } from './auto-query.ts';
import { madeRows } from './made-rows.ts';

/** The customer subgraph reads the hub's own database: subgraphs/customer has its own count. */
const domains = registry.filter(({ name }) => name !== 'customer');

async function load(name: string): Promise<SubgraphModule> {
  const loaded = (await import(moduleUrl(name))) as { default: SubgraphModule };
  return loaded.default;
}

async function start(module: SubgraphModule) {
  const sources = ['left', 'right'].map((system) => memorySource(system, madeRows(module.relations)));
  const log = pino({ level: 'silent' });
  const subgraph = await module.start({ sources, env: {}, log, clock: systemClock });
  return { subgraph, sources };
}

const customer = (at: number) => ({
  __typename: 'Customer',
  id: String(at),
  accounts: ['left', 'right'].map((system) => ({ system, id: `A${String(at)}` })),
});

/** `SalesPerson` -> `sales-people`: the relation whose rows are the entities. */
function relationName(module: SubgraphModule, typeName: string): string {
  const kebab = typeName.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
  const plurals = [`${kebab}s`, `${kebab}es`, kebab.replace(/y$/, 'ies'), kebab.replace(/person$/, 'people')];
  const found = module.relations.find(({ name }) => plurals.includes(name));
  if (!found) throw new Error(`no relation of ${module.name} holds ${typeName}`);
  return found.name;
}

const representation = (module: SubgraphModule, typeName: string, key: string, system: string) =>
  typeName === 'Product'
    ? { __typename: typeName, sku: key }
    : { __typename: typeName, id: encodeId({ relation: relationName(module, typeName), system, key }) };

interface Run {
  statements: number;
  errors: unknown[];
  text: string;
}

async function run(module: SubgraphModule, query: string, r: object[]): Promise<Run> {
  const { subgraph, sources } = await start(module);
  const result = await execute({
    schema: subgraph.schema,
    document: parse(`query ($r: [_Any!]!) { _entities(representations: $r) { ${query} } }`),
    variableValues: { r },
    contextValue: testContext(),
  });
  return {
    statements: sources.reduce((sum, { asked }) => sum + asked.length, 0),
    errors: [...(result.errors ?? [])],
    text: JSON.stringify(result.data),
  };
}

function objectType(subgraph: RunningSubgraph, name: string) {
  const type = subgraph.schema.getType(name);
  if (!isObjectType(type)) throw new Error(`${subgraph.name} has no type ${name}`);
  return type;
}

for (const { name } of domains) {
  describe(`subgraph ${name}`, async () => {
    const module = await load(name);
    const { subgraph } = await start(module);
    const contributed = Object.values(objectType(subgraph, 'Customer').getFields())
      .filter((field) => field.name !== 'id' && field.name !== 'accounts')
      .map((field) => field.name);

    test('contributes fields to Customer', () => {
      expect(contributed.length).toBeGreaterThan(0);
    });

    test.each(contributed)(
      'Customer.%s with all that is below it: as many statements for 40 customers as for 20',
      async (field) => {
        const query = `... on Customer { ${selectField(objectType(subgraph, 'Customer'), field, 4)} }`;
        const many = Array.from({ length: 40 }, (_, at) => customer(at));
        const [few, more] = [await run(module, query, many.slice(0, 20)), await run(module, query, many)];
        expect(few.errors).toEqual([]);
        expect(few.statements).toBeGreaterThanOrEqual(2);
        expect(more.statements).toBe(few.statements);
        expect(more.text.length).toBeGreaterThan(few.text.length);
      },
    );

    const entities = Object.values(subgraph.schema.getTypeMap()).filter(
      (type) =>
        isObjectType(type) &&
        type.name !== 'Customer' &&
        type.astNode?.directives?.some(
          (directive) =>
            directive.name.value === 'key' && directive.arguments?.every((a) => a.name.value !== 'resolvable'),
        ),
    );

    test.each(entities.map((type) => type.name))('_entities of %s: one batch per level, in order', async (typeName) => {
      const type = objectType(subgraph, typeName);
      const reps = Array.from({ length: 40 }, (_, at) =>
        representation(module, typeName, String(at % 20), at % 2 === 0 ? 'left' : 'right'),
      );
      const query = `... on ${typeName} ${selectAll(type, 3)}`;
      const [few, more] = [await run(module, query, reps.slice(0, 20)), await run(module, query, reps)];
      expect(few.errors).toEqual([]);
      expect(few.statements).toBeGreaterThanOrEqual(2);
      expect(more.statements).toBe(few.statements);
      expect(few.text).not.toContain('[null');
    });

    test('every list of every type is reached by one of these queries', () => {
      const reached = [
        ...contributed.map((field) => selectField(objectType(subgraph, 'Customer'), field, 4)),
        ...entities.map((type) => selectAll(type, 3)),
      ].join(' ');
      const lists = Object.values(subgraph.schema.getTypeMap())
        .filter(isObjectType)
        .filter((type) => !type.name.startsWith('_') && type.name !== 'Query' && !type.name.endsWith('Connection'))
        .flatMap((type) => Object.values(type.getFields()))
        .filter((field) => {
          const inner = isNonNullType(field.type) ? field.type.ofType : field.type;
          return isListType(inner) && isObjectType(getNamedType(inner)) && field.name !== 'accounts';
        });
      for (const list of lists) expect(reached).toContain(`${list.name} {`);
      expect(reached.length).toBeGreaterThan(100);
    });
  });
}
