import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';

/** Files of a page, by the name in its address; nothing else is served. */
export type PageFiles = Readonly<Record<string, { readonly file: string; readonly type: string }>>;

export const javascript = 'text/javascript; charset=utf-8';
export const css = 'text/css; charset=utf-8';
export const html = 'text/html; charset=utf-8';

/** A file of `gateway/page`. */
export const ofPage = (file: string): string => new URL(`../page/${file}`, import.meta.url).pathname;

/** Pages ask nothing of anybody but this server, and run nothing that it did not send. */
export const pageSecurity: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; " +
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** Serves the files of a page from this machine, so that it works offline. */
export function pageFiles(app: FastifyInstance, at: string, files: PageFiles): void {
  const read = new Map<string, Buffer>();
  app.get<{ Params: { name: string } }>(`${at}/:name`, async (request, reply) => {
    const { name } = request.params;
    const known = Object.hasOwn(files, name) ? files[name] : undefined;
    if (!known) {
      reply.callNotFound();
      return reply;
    }
    const bytes = read.get(name) ?? readFileSync(known.file);
    read.set(name, bytes);
    return reply.headers(pageSecurity).header('cache-control', 'public, max-age=300').type(known.type).send(bytes);
  });
}
