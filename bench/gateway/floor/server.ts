import fastify from 'fastify';
import { expectShortLives } from '../../../kit/http/short-lives.ts';
import { openDatabases, type Ask } from './databases.ts';
import { flatCustomers, nameOfCustomer } from './from-the-hub.ts';
import { pageOfCustomers } from './page-of-customers.ts';
import { wholeCustomer } from './whole-customer.ts';

interface Asked {
  readonly query: string;
  readonly variables: { readonly id?: string; readonly after?: string };
}

/** Gets the id that was asked for, or after which a page begins. */
type Answer = (ask: Ask, id: string) => Promise<unknown>;

/** The customer of a cursor of the list by id. */
const customerOf = (cursor: string): string =>
  (JSON.parse(Buffer.from(cursor, 'base64url').toString()) as { r: [string, string] }).r[1];

/** What is written by hand, by the name of the operation (../queries.ts). */
const byOperation: Readonly<Record<string, Answer>> = {
  Customer360: wholeCustomer,
  Page: pageOfCustomers,
  Tiny: nameOfCustomer,
  Flat: flatCustomers,
};

/**
 * The floor: the queries of the benchmark by hand. Plain pg, named statements over the legacy tables, as parallel as they can
 * be, as few as they can be, rows as arrays of text, one JSON.stringify. No GraphQL, no limits, no checking of values.
 */
export async function startFloor(env: Readonly<Record<string, string | undefined>>): Promise<string> {
  expectShortLives();
  const ask = openDatabases(env);
  const app = fastify();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    done(null, body);
  });
  app.post('/graphql', async (request, reply) => {
    const { query, variables } = JSON.parse(request.body as string) as Asked;
    const answer = byOperation[query.slice(6, query.search(/[({]/)).trim()];
    if (!answer) throw new Error('a query that was not written by hand');
    const data = await answer(ask, variables.id ?? customerOf(variables.after ?? ''));
    return reply.type('application/json').send(JSON.stringify({ data }));
  });
  return `${await app.listen({ host: '127.0.0.1', port: 0 })}/graphql`;
}
