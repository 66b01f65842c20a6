import fastify from 'fastify';
import pg from 'pg';
import { recordStatements, type Recorded } from './record-statements.ts';

/**
 * The floor: what nobody can be faster than who asks the same databases. For each request it first asks the gateway once
 * and records statements and answer; from then on it replays the statements on plain pg (named, as parallel as they
 * were) and sends the answer that it keeps, written anew from objects. No planning, no composing of SQL, no decoding.
 */
export async function startFloor(gatewayUrl: string): Promise<string> {
  const recorder = recordStatements();
  const pools = new Map<string, pg.Pool>();
  const known = new Map<string, Promise<{ statements: readonly Recorded[]; answer: unknown }>>();
  const learn = async (body: string): Promise<{ statements: readonly Recorded[]; answer: unknown }> => {
    const ask = async (): Promise<unknown> => {
      const headers = { 'content-type': 'application/json' };
      return (await fetch(gatewayUrl, { method: 'POST', headers, body })).json();
    };
    await ask();
    const { result, statements } = await recorder.during(ask);
    for (const { database } of statements)
      if (!pools.has(database)) pools.set(database, openPool(recorder.settings(database)));
    return { statements, answer: result };
  };
  let learning: Promise<unknown> = Promise.resolve();
  const app = fastify();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    done(null, body);
  });
  app.post('/graphql', async (request, reply) => {
    const body = request.body as string;
    let one = known.get(body);
    if (!one) {
      one = learning.then(() => learn(body));
      learning = one;
      known.set(body, one);
    }
    const { statements, answer } = await one;
    JSON.parse(body);
    await replay(statements, pools);
    return reply.type('application/json').send(JSON.stringify(answer));
  });
  return `${await app.listen({ host: '127.0.0.1', port: 0 })}/graphql`;
}

function openPool(settings: pg.ClientConfig): pg.Pool {
  const pool = new pg.Pool({ ...settings, max: 8 });
  // Connections end with their server, after the last request.
  pool.on('error', () => undefined);
  return pool;
}

/** Wave by wave: a statement starts when all that were answered before it started are answered again. */
async function replay(statements: readonly Recorded[], pools: ReadonlyMap<string, pg.Pool>): Promise<void> {
  const waves = Math.max(0, ...statements.map(({ wave }) => wave));
  for (let wave = 1; wave <= waves; wave++)
    await Promise.all(
      statements
        .filter((one) => one.wave === wave)
        .map(async ({ database, name, text, values }) =>
          pools.get(database)?.query({ ...(name && { name }), text, values }),
        ),
    );
}
