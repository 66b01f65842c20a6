import { readFile } from 'node:fs/promises';
import { encodeCursor } from '../../kit/resolvers/cursor.ts';

export interface BenchQuery {
  readonly name: string;
  readonly text: string;
  /** Of requests that differ, by customer: whoever answers equal requests at the same time once has nothing to spare. */
  readonly variables: (customer: string) => Readonly<Record<string, string>>;
}

const ofCustomer = (id: string): Record<string, string> => ({ id });

/** A page that begins after this customer. */
const afterCustomer = (id: string): Record<string, string> => {
  const at = ['', id];
  return { after: encodeCursor('customers,ID_ASC', { system: 'hub', raw: at, decoded: at }) };
};

export const largePage: BenchQuery = {
  name: 'page of 1,000, flat',
  text: `query Flat($after: String) { customers(first: 1000, orderBy: ID_ASC, after: $after) { nodes { id displayName kind
    asOf } } }`,
  variables: afterCustomer,
};

export const tiny: BenchQuery = {
  name: 'tiny',
  text: 'query Tiny($id: ID!) { customer(id: $id) { displayName } }',
  variables: ofCustomer,
};

/** The four shapes of use: one whole customer, a page with lists below it, next to nothing, a long flat page. */
export async function benchQueries(): Promise<BenchQuery[]> {
  const whole = await readFile(new URL('../../scenarios/customer-360/query.graphql', import.meta.url), 'utf8');
  return [
    { name: 'customer 360', text: whole, variables: ofCustomer },
    {
      name: 'page of 50, nested',
      text: `query Page($after: String) { customers(first: 50, orderBy: ID_ASC, after: $after) { nodes { id displayName
        orders(first: 3) { nodes { number placedAt status total { amount currency } } }
        tickets(first: 3) { nodes { subject status } } balance { amount currency } } } }`,
      variables: afterCustomer,
    },
    tiny,
    largePage,
  ];
}

/** The body of a request. */
export const bodyOf = ({ text, variables }: BenchQuery, customer: string): string =>
  JSON.stringify({ query: text, variables: variables(customer) });
