/** A field of Customer that one subgraph alone answers. */
export interface Part {
  readonly key: string;
  readonly subgraph: string;
  readonly selection: string;
}

const money = '{ amount currency }';

export const parts: readonly Part[] = [
  {
    key: 'orders',
    subgraph: 'sales-order',
    selection: `orders(first: 5) { nodes { id number placedAt status total ${money} } }`,
  },
  { key: 'tickets', subgraph: 'service', selection: 'tickets(first: 5) { nodes { id openedAt status subject } }' },
  {
    key: 'quotes',
    subgraph: 'sales-force',
    selection: `quotes(first: 5) { nodes { quotedAt status total ${money} } }`,
  },
  { key: 'touches', subgraph: 'marketing', selection: 'touches(first: 5) { nodes { occurredAt channel response } }' },
  { key: 'balance', subgraph: 'erp', selection: `balance ${money}` },
];

/** An operation of the load: one part alone, or all of them. */
export interface Query {
  readonly name: string;
  readonly parts: readonly Part[];
  readonly text: string;
}

const queryOf = (name: string, asked: readonly Part[]): Query => ({
  name,
  parts: asked,
  text: `query ($id: ID!) { customer(id: $id) { id ${asked.map(({ selection }) => selection).join(' ')} } }`,
});

export const whole = queryOf('whole', parts);
export const single: readonly Query[] = parts.map((part) => queryOf(part.key, [part]));
