/** A request that wants the gateway to fall over, and what it should get: a refusal with a code, or a small answer. */
export interface Hostile {
  readonly name: string;
  readonly body: string;
  readonly outcome: 'refused' | 'answered';
  readonly headers?: Readonly<Record<string, string>>;
}

const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const nested = (count: number, open: string, inside: string, close: string): string =>
  open.repeat(count) + inside + close.repeat(count);
const post = (query: string, rest: object = {}): string => JSON.stringify({ query, ...rest });

type Outcome = Hostile['outcome'];
const each = <S extends number | string>(
  sizes: readonly S[],
  name: string,
  outcome: Outcome,
  make: (size: S) => string,
): Hostile[] => sizes.map((size) => ({ name: `${name} (${String(size)})`, body: make(size), outcome }));

/** Each fragment spreads the next one twice: a few lines that stand for billions of fields. */
const fragmentBombs = [
  ...each([12, 16, 20, 30, 60], 'fragment bomb', 'refused', (n) =>
    post(
      `{ people { ...F0 } } ${times(n, (i) => `fragment F${i} on Person { a: friends { ...F${i + 1} } b: friends { ...F${i + 1} } }`).join(' ')} fragment F${n} on Person { id }`,
    ),
  ),
  ...each([4, 8, 12, 25, 60, 200], 'flat fragment bomb', 'answered', (n) =>
    post(
      `{ people(first: 1) { ...F0 } } ${times(n, (i) => `fragment F${i} on Person { ...F${i + 1} ...F${i + 1} }`).join(' ')} fragment F${n} on Person { id }`,
    ),
  ),
  ...each([1, 2, 3, 10, 100], 'fragment cycle', 'refused', (n) =>
    post(
      `{ people { ...F0 } } ${times(n, (i) => `fragment F${i} on Person { friends { ...F${(i + 1) % n} } }`).join(' ')}`,
    ),
  ),
  ...each([100, 300], 'unused fragments', 'refused', (n) =>
    post(`{ visitors } ${times(n, (i) => `fragment F${i} on Person { id }`).join(' ')}`),
  ),
];

const aliasFloods = [
  ...each([31, 100, 500, 1_000, 5_000], 'alias flood', 'refused', (n) =>
    post(`{ ${times(n, (i) => `a${i}: visitors`).join(' ')} }`),
  ),
  ...each([31, 200, 900], 'alias flood of lists', 'refused', (n) =>
    post(`{ ${times(n, (i) => `a${i}: people(first: 1000) { id }`).join(' ')} }`),
  ),
  ...each([31, 300], 'alias flood by fragments', 'refused', (n) =>
    post(`{ people { ...F } } fragment F on Person { ${times(n, (i) => `a${i}: name`).join(' ')} }`),
  ),
  ...each([100, 300, 1_000, 1_900], 'the same field again and again', 'answered', (n) =>
    post(`{ ${'visitors '.repeat(n)} }`),
  ),
  ...each([10, 60, 200], 'the same object again and again', 'answered', (n) =>
    post(`{ ${'people(first: 1) { id } '.repeat(n)} }`),
  ),
  ...each([400], 'the same object, each time spaced otherwise', 'answered', (n) =>
    post(`{ ${times(n, (i) => `people(first:${' '.repeat(i)}1){id}`).join(' ')} }`),
  ),
  ...each([30], 'the same objects in one another', 'refused', (n) =>
    post(`{ ${times(n, () => `people { friends { ${'friends { id } '.repeat(n)}} }`).join(' # again\n')} }`),
  ),
  ...each([300], 'the same objects by fragments', 'refused', (n) =>
    post(
      `{ people { ${times(n, (i) => `...F${i}`).join(' ')} } } ${times(n, (i) => `fragment F${i} on Person { friends { id } }`).join(' ')}`,
    ),
  ),
  ...each([40, 400], '__typename by many names', 'refused', (n) =>
    post(`{ ${times(n, (i) => `t${i}: __typename`).join(' ')} }`),
  ),
];

const deepNesting = [
  ...each([16, 50, 200, 900, 5_000], 'deep fields', 'refused', (n) =>
    post(`{ people { ${nested(n, 'friends { ', 'id', ' }')} } }`),
  ),
  ...each([20, 500], 'deep inline fragments', 'answered', (n) => post(`{ ${nested(n, '... { ', 'visitors', ' }')} }`)),
  ...each([2_000, 20_000], 'very deep inline fragments', 'refused', (n) =>
    post(`{ ${nested(n, '...{', 'visitors', '}')} }`),
  ),
  ...each([50, 1_000, 20_000], 'deep list of a value', 'refused', (n) =>
    post(`{ people(first: ${nested(n, '[', '1', ']')}) { id } }`),
  ),
  ...each([50, 500, 10_000], 'deep object of a value', 'refused', (n) =>
    post(`{ people(first: ${nested(n, '{a:', '1', '}')}) { id } }`),
  ),
  ...each(
    [100, 10_000, 60_000],
    'deep variable',
    'refused',
    (n) => `{"query":"query($n: Int) { people(first: $n) { id } }","variables":{"n":${nested(n, '[', '1', ']')}}}`,
  ),
  ...each([10, 100, 1_000], 'deep list type', 'refused', (n) =>
    post(`query($n: ${nested(n, '[', 'Int', ']')}) { people(first: $n) { id } }`),
  ),
  ...each([20, 100], 'deep introspection', 'refused', (n) =>
    post(`{ __schema { types { ${nested(n, 'fields { type { ', 'name', ' } }')} } } }`),
  ),
];

const directiveFloods = [
  ...each([21, 100, 600], 'directive flood on one field', 'refused', (n) =>
    post(`{ visitors ${'@include(if: true) '.repeat(n)} }`),
  ),
  ...each([21, 100, 400], 'directive flood over fields', 'refused', (n) =>
    post(`{ ${times(n, () => 'visitors @skip(if: false)').join(' ')} }`),
  ),
  ...each([5, 100, 1_500], 'unknown directives', 'refused', (n) => post(`{ visitors ${'@x '.repeat(n)} }`)),
  ...each([30, 500], 'directives on the operation', 'refused', (n) =>
    post(`query ${'@include(if: true) '.repeat(n)} { visitors }`),
  ),
];

const hugePages = each(
  ['2147483648', '1e99', '-2147483649', '99999999999999999999', '1.5', '"10"', '[1000000]', 'null { }'],
  'page size that is no Int',
  'refused',
  (first) => post(`{ people(first: ${first}) { id } }`),
);

const batchFloods = [
  ...each([0, 1, 2, 10, 100, 1_000, 5_000], 'batch', 'refused', (n) =>
    JSON.stringify(times(n, () => ({ query: '{ visitors }' }))),
  ),
  ...each([10, 300], 'many operations without a name', 'refused', (n) =>
    post(times(n, (i) => `query Q${i} { visitors }`).join(' ')),
  ),
  ...each([10, 300], 'many operations, one named', 'answered', (n) =>
    post(times(n, (i) => `query Q${i} { visitors }`).join(' '), { operationName: 'Q3' }),
  ),
];

const names = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'then',
  'toJSON',
  '__defineGetter__',
];
const prototypes: Hostile[] = [
  ...each(names, 'alias', 'answered', (name) => post(`{ ${name}: visitors people(first: 1) { ${name}: name } }`)),
  ...each(names, 'field', 'refused', (name) => post(`{ ${name} }`)),
  ...each(names, 'operation name', 'refused', (name) => post('{ visitors }', { operationName: name })),
  // JSON with a key __proto__ is no JSON for us.
  ...each(
    names.slice(1),
    'variable',
    'answered',
    (name) => `{"query":"query($${name}: Int) { people(first: $${name}) { id } }","variables":{"${name}":1}}`,
  ),
  {
    name: 'variables with a prototype',
    body: '{"query":"{ visitors }","variables":{"__proto__":{"x":1},"constructor":{"prototype":{"y":1}}}}',
    outcome: 'refused',
  },
];

const personById = 'query($id: ID!) { person(id: $id) { __typename } }';
const bigDocuments = [
  ...each([1_000, 60_000], 'variables that nobody uses', 'refused', (n) =>
    post(`query(${times(Math.min(n, 900), (i) => `$v${i}: Int`).join(' ')}) { visitors ${'#'.repeat(n)} }`),
  ),
  ...each([10_000, 90_000], 'comment', 'answered', (n) => post(`{ visitors } # ${'x'.repeat(n)}`)),
  ...each([250_000], 'comment', 'refused', (n) => post(`{ visitors } # ${'x'.repeat(n)}`)),
  ...each([1_000, 90_000], 'string', 'answered', (n) => post(personById, { variables: { id: 'x'.repeat(n) } })),
  ...each([200_000], 'string', 'refused', (n) => post(personById, { variables: { id: 'x'.repeat(n) } })),
  ...each([4_000, 100_000], 'name', 'refused', (n) => post(`{ ${'x'.repeat(n)} }`)),
  ...each([4_100, 100_000], 'tokens', 'refused', (n) => post(`{ ${'a '.repeat(n)} }`)),
  ...each([300_000, 3_000_000], 'body', 'refused', (n) => post(`{ visitors } # ${'x'.repeat(n)}`)),
  ...each([10_000, 100_000], 'JSON nested', 'refused', (n) => nested(n, '[', '', ']')),
  ...each(
    [
      '{',
      '\u0000',
      '{ visitors \ud800 }',
      '""" """',
      '{ people(first: 1) { id } } }',
      'subscription { x }',
      'mutation { __typename @x }',
    ],
    'odd text',
    'refused',
    (text) => post(text),
  ),
  ...each(
    [
      '1',
      'null',
      '"{ visitors }"',
      '{"query":1}',
      '{"query":{}}',
      '{"query":["{ visitors }"]}',
      '{"query":"{ visitors }","variables":[1]}',
    ],
    'odd body',
    'refused',
    (body) => body,
  ),
];

/** Every hostile request, over the made subgraphs of gateway/testing. */
export const hostile: readonly Hostile[] = [
  ...fragmentBombs,
  ...aliasFloods,
  ...deepNesting,
  ...directiveFloods,
  ...hugePages,
  ...batchFloods,
  ...prototypes,
  ...bigDocuments,
];
