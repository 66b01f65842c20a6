import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { css, html, javascript, ofPage, pageFiles, pageSecurity } from '../page-files.ts';

/** At `<path>/plan`: a page on which somebody types an operation and sees how it is answered. */
export function planPage(app: FastifyInstance, path: string): void {
  const page = readFileSync(ofPage('plan.html'), 'utf8').replaceAll('{{path}}', path);
  app.get(`${path}/plan`, async (_request, reply) =>
    reply.headers(pageSecurity).header('cache-control', 'no-store').type(html).send(page),
  );
  pageFiles(app, `${path}/plan/assets`, {
    'plan.js': { file: ofPage('plan.js'), type: javascript },
    'plan.css': { file: ofPage('plan.css'), type: css },
    'customer-360.graphql': { file: ofPage('customer-360.graphql'), type: 'text/plain; charset=utf-8' },
  });
}
