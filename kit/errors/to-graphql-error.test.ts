import { GraphQLError } from 'graphql';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { catalogue, type ErrorCode } from './catalogue.ts';
import { HubError } from './hub-error.ts';
import { toGraphQLError } from './to-graphql-error.ts';

function convert(error: unknown, subgraph?: string) {
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(line) });
  const { message, path, extensions } = toGraphQLError(error, { log, requestId: 'r1', ...(subgraph && { subgraph }) });
  return { message, path, extensions, lines };
}

const codes = (Object.keys(catalogue) as ErrorCode[]).filter((code) => code !== 'INTERNAL_SERVER_ERROR');

describe('toGraphQLError', () => {
  it.each(codes)('keeps code, message and public detail of a HubError %s, and logs nothing', (code) => {
    const error = new HubError(
      code,
      'Public words.',
      { system: 's', relation: 'r' },
      { cause: new Error('select secret') },
    );
    const { message, extensions, lines } = convert(error, 'erp');
    expect({ message, extensions, lines }).toEqual({
      message: 'Public words.',
      extensions: { code, system: 's', relation: 'r', subgraph: 'erp' },
      lines: [],
    });
  });

  it('finds a HubError below the wrappers of graphql, and keeps the path', () => {
    const hub = new HubError('FORBIDDEN', 'Not for you.');
    const wrapped = new GraphQLError('outer', {
      path: ['a', 0],
      originalError: new GraphQLError('inner', { originalError: hub }),
    });
    expect(convert(wrapped)).toMatchObject({
      message: 'Not for you.',
      path: ['a', 0],
      extensions: { code: 'FORBIDDEN' },
    });
  });

  it('keeps a GraphQL error with a code of the catalogue, but only the extensions that may be seen', () => {
    const error = new GraphQLError('No.', {
      extensions: { code: 'BAD_USER_INPUT', system: 5, sql: 'select', stacktrace: ['x'] },
    });
    expect(convert(error).extensions).toEqual({ code: 'BAD_USER_INPUT' });
  });

  it.each<[string, unknown]>([
    ['an error', new Error('select * from secret at db.internal:5432')],
    ['an error with a code of a driver', Object.assign(new Error('secret'), { code: 'ECONNREFUSED' })],
    ['a GraphQL error without a code', new GraphQLError('secret')],
    ['a GraphQL error with an unknown code', new GraphQLError('secret', { extensions: { code: 'ODD' } })],
    [
      'a GraphQL error whose code is a method of objects',
      new GraphQLError('secret', { extensions: { code: 'toString' } }),
    ],
    ['a HubError that is internal', new HubError('INTERNAL_SERVER_ERROR', 'secret')],
    ['a text', 'secret'],
    ['nothing', undefined],
  ])('tells the client nothing of %s, and the log everything', (_, error) => {
    const { message, extensions, lines } = convert(error);
    expect(message).toBe('An internal fault; the log has it under request r1.');
    expect(extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR', requestId: 'r1' });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('"requestId":"r1"');
    if (error !== undefined) expect(lines[0]).toContain('secret');
  });

  it('logs an internal fault once, however often it is converted', () => {
    const first = convert(new Error('secret'), 'erp');
    const again = convert(new GraphQLError(first.message, { extensions: first.extensions }));
    expect(again).toMatchObject({ message: first.message, extensions: { ...first.extensions }, lines: [] });
  });

  it('reads an abort as a cancelled request', () => {
    expect(convert(AbortSignal.abort().reason).extensions).toEqual({ code: 'REQUEST_CANCELLED' });
    expect(
      convert(new GraphQLError('x', { originalError: new DOMException('late', 'TimeoutError') })).extensions,
    ).toEqual({
      code: 'REQUEST_CANCELLED',
    });
  });
});
