import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const require = createRequire(import.meta.url);
const inPackage = (name: string, file: string): string => join(dirname(require.resolve(`${name}/package.json`)), file);
const ofPage = (file: string): string => new URL(`../page/${file}`, import.meta.url).pathname;

const javascript = 'text/javascript; charset=utf-8';
const css = 'text/css; charset=utf-8';

/** The only files that are served, by name; everything comes from this machine, so the page works offline. */
const assets: Readonly<Record<string, { file: string; type: string }>> = {
  'react.js': { file: inPackage('react', 'umd/react.production.min.js'), type: javascript },
  'react-dom.js': { file: inPackage('react-dom', 'umd/react-dom.production.min.js'), type: javascript },
  'graphiql.js': { file: inPackage('graphiql', 'graphiql.min.js'), type: javascript },
  'graphiql.css': { file: inPackage('graphiql', 'graphiql.min.css'), type: css },
  'start.js': { file: ofPage('start.js'), type: javascript },
  'page.css': { file: ofPage('page.css'), type: css },
  'customer-360.graphql': { file: ofPage('customer-360.graphql'), type: 'text/plain; charset=utf-8' },
};

const security: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; " +
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** GraphiQL for whoever opens the endpoint in a browser; every other request goes on to GraphQL. */
export function graphiql(app: FastifyInstance, path: string): void {
  const html = readFileSync(ofPage('index.html'), 'utf8').replaceAll('{{path}}', path);
  const read = new Map<string, Buffer>();
  app.addHook('onRequest', async (request, reply) => {
    if (!wantsPage(request, path)) return;
    return reply.headers(security).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(html);
  });
  app.get<{ Params: { name: string } }>(`${path}/assets/:name`, async (request, reply) => {
    const { name } = request.params;
    const asset = Object.hasOwn(assets, name) ? assets[name] : undefined;
    if (!asset) {
      reply.callNotFound();
      return reply;
    }
    const bytes = read.get(name) ?? readFileSync(asset.file);
    read.set(name, bytes);
    return reply.headers(security).header('cache-control', 'public, max-age=300').type(asset.type).send(bytes);
  });
}

/** A browser's own visit: GET, HTML welcome, and no query in the address. */
function wantsPage(request: FastifyRequest, path: string): boolean {
  const [at, search = ''] = request.url.split('?');
  const accepts = request.headers.accept ?? '';
  return (
    request.method === 'GET' &&
    at === path &&
    accepts.includes('text/html') &&
    !new URLSearchParams(search).has('query')
  );
}
