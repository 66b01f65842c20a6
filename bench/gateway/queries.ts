import { readFile } from 'node:fs/promises';

export interface BenchQuery {
  readonly name: string;
  readonly text: string;
  /** Takes the id of a customer. */
  readonly byCustomer: boolean;
}

const flat = {
  name: 'page of 1,000, flat',
  text: 'query Flat { customers(first: 1000) { nodes { id displayName kind asOf } } }',
  byCustomer: false,
};

/** The four shapes of use: one whole customer, a page with lists below it, next to nothing, a long flat page. */
export async function benchQueries(): Promise<BenchQuery[]> {
  const whole = await readFile(new URL('../../scenarios/customer-360/query.graphql', import.meta.url), 'utf8');
  return [
    { name: 'customer 360', text: whole, byCustomer: true },
    {
      name: 'page of 50, nested',
      text: `query Page { customers(first: 50) { nodes { id displayName orders(first: 3) { nodes { number placedAt status
        total { amount currency } } } tickets(first: 3) { nodes { subject status } } balance { amount currency } } } }`,
      byCustomer: false,
    },
    { name: 'tiny', text: 'query Tiny($id: ID!) { customer(id: $id) { displayName } }', byCustomer: true },
    flat,
  ];
}

/** The body of a request. */
export const bodyOf = ({ text, byCustomer }: BenchQuery, id: string): string =>
  JSON.stringify({ query: text, ...(byCustomer && { variables: { id } }) });

export const largePage: BenchQuery = flat;
