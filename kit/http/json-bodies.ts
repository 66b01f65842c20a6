import type { FastifyInstance, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** A body of JSON as it came; that of a batch is a batch of nothing. Undefined for all others. Not declared to fastify, which would set it for every request by name. */
    bodyText?: string;
  }
}

/** What stands for a body of which everything is known, so that it need not be read; undefined for all others. */
export type KnownBody = (request: FastifyRequest, text: string) => object | undefined;

/** Levels of a body; nobody's variables have so many. */
export const deepestBody = 500;
/** Shorter bodies can't be nested so deeply that it costs anything to read them. */
const short = 4_096;

export const bodyTooDeep = 'HUB_BODY_TOO_DEEP';

/** What a batch of operations begins with. */
const list = /^\s*\[/;
const batch = '[]';

/**
 * Reads bodies of JSON as fastify does, but for two: those that are nested too deeply, because to read such a one, to look at
 * its values and to say what is wrong with them holds everybody up; and batches, which Apollo Server refuses whatever they hold.
 */
export function jsonBodies(app: FastifyInstance, known: KnownBody = () => undefined): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = list.test(body) ? batch : body;
    request.bodyText = text;
    const found = known(request, text);
    if (found) done(null, found);
    else if (text === batch) done(null, []);
    else if (body.length > short && isDeeper(body, deepestBody))
      done(Object.assign(new Error('too deep'), { code: bodyTooDeep, statusCode: 400 }));
    else void parse(request, body, done);
  });
}

const [quote, backslash, openList, closeList, openObject, closeObject] = [...'"\\[]{}'].map((c) => c.charCodeAt(0));

/** Whether lists and objects of a JSON text lie in one another to more than `most` levels. What is no JSON is not noticed. */
export function isDeeper(text: string, most: number): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) at = endOfString(text, at);
    else if (code === openList || code === openObject) {
      depth += 1;
      if (depth > most) return true;
    } else if (code === closeList || code === closeObject) depth -= 1;
  }
  return false;
}

function endOfString(text: string, from: number): number {
  for (let end = text.indexOf('"', from + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === backslash) escapes += 1;
    if (escapes % 2 === 0) return end;
  }
  return text.length;
}
