import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { css, html, javascript, ofPage, pageFiles, pageSecurity, type PageFiles } from './page-files.ts';

const require = createRequire(import.meta.url);
const inPackage = (name: string, file: string): string => join(dirname(require.resolve(`${name}/package.json`)), file);

/** The only files that are served, by name; everything comes from this machine, so the page works offline. */
const assets: PageFiles = {
  'react.js': { file: inPackage('react', 'umd/react.production.min.js'), type: javascript },
  'react-dom.js': { file: inPackage('react-dom', 'umd/react-dom.production.min.js'), type: javascript },
  'graphiql.js': { file: inPackage('graphiql', 'graphiql.min.js'), type: javascript },
  'graphiql.css': { file: inPackage('graphiql', 'graphiql.min.css'), type: css },
  'start.js': { file: ofPage('start.js'), type: javascript },
  'page.css': { file: ofPage('page.css'), type: css },
  'customer-360.graphql': { file: ofPage('customer-360.graphql'), type: 'text/plain; charset=utf-8' },
};

/** GraphiQL for whoever opens the endpoint in a browser; every other request goes on to GraphQL. */
export function graphiql(app: FastifyInstance, path: string): void {
  const page = readFileSync(ofPage('index.html'), 'utf8').replaceAll('{{path}}', path);
  app.addHook('onRequest', (request, reply, done) => {
    if (wantsPage(request, path)) reply.headers(pageSecurity).header('cache-control', 'no-store').type(html).send(page);
    else done();
  });
  pageFiles(app, `${path}/assets`, assets);
}

/** What makes a GET an operation. */
const parameters = ['query', 'extensions', 'documentId'];

/** A browser's own visit: GET, HTML welcome, and no operation in the address. */
function wantsPage(request: FastifyRequest, path: string): boolean {
  if (request.method !== 'GET' || !request.headers.accept?.includes('text/html')) return false;
  const [at, search = ''] = request.url.split('?');
  const given = new URLSearchParams(search);
  return at === path && !parameters.some((name) => given.has(name));
}
