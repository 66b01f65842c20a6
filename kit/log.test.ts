import { GraphQLError } from 'graphql';
import { expect, test } from 'vitest';
import { HubError } from './errors/hub-error.ts';
import { createLogger } from './log.ts';

function logged(write: (log: ReturnType<typeof createLogger>) => void, level = 'info'): Record<string, unknown>[] {
  const lines: string[] = [];
  write(createLogger({ name: 'test', level, destination: { write: (line: string) => lines.push(line) } }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('writes one JSON object per line, with the name of the service', () => {
  expect(
    logged((log) => {
      log.info({ system: 'old-crm', ms: 3 }, 'statement');
    }),
  ).toMatchObject([{ name: 'test', level: 30, system: 'old-crm', ms: 3, msg: 'statement' }]);
});

test('keeps silent below its level', () => {
  expect(
    logged((log) => {
      log.info('x');
      log.warn('y');
    }, 'warn'),
  ).toHaveLength(1);
});

test.each(['url', 'variables', 'bindings', 'sql', 'email', 'phone', 'authorization', 'password'])(
  'never writes %s',
  (key) => {
    const lines = logged((log) => {
      log.info({ [key]: 'hunter2', a: { [key]: 'hunter2', b: { [key]: ['hunter2'] } } }, 'm');
    });
    expect(lines).toHaveLength(1);
    expect(JSON.stringify(lines)).not.toContain('hunter2');
  },
);

test('writes code, message and stack of an error and of its causes', () => {
  const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const [line] = logged((log) => {
    log.error({ err: new HubError('LEGACY_UNAVAILABLE', 'old-crm did not answer', { system: 'old-crm' }, { cause }) });
  });
  expect(line?.['err']).toMatchObject({
    type: 'HubError',
    code: 'LEGACY_UNAVAILABLE',
    message: 'old-crm did not answer',
    detail: { system: 'old-crm' },
    stack: expect.stringContaining('log.test.ts') as string,
    cause: { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' },
  });
});

test('says why no address of a host could be reached', () => {
  const refused = (address: string): Error => new Error(`connect ECONNREFUSED ${address}`);
  const cause = Object.assign(new AggregateError([refused('::1:5432'), refused('127.0.0.1:5432')]), {
    code: 'ECONNREFUSED',
  });
  const [line] = logged((log) => {
    log.error({ err: new HubError('LEGACY_UNAVAILABLE', 'old-crm could not be reached', {}, { cause }) });
  });
  expect(line?.['err']).toMatchObject({
    cause: { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED ::1:5432, connect ECONNREFUSED 127.0.0.1:5432' },
  });
});

test.each([
  [
    'PostgreSQL data',
    { code: '22P02', severity: 'ERROR', detail: 'hunter2' },
    'select 1 - invalid input syntax: "hunter2"',
  ],
  [
    'PostgreSQL statement',
    { code: '42P01', severity: 'ERROR', where: 'hunter2' },
    `select 'hunter2' - relation "t" does not exist`,
  ],
  [
    'MySQL data',
    { code: 'ER_X', sqlState: '22007', sqlMessage: 'hunter2', sql: 'hunter2' },
    "select 1 - Incorrect value: 'hunter2'",
  ],
  [
    'MySQL syntax',
    { code: 'ER_PARSE_ERROR', sqlState: '42000' },
    "select 1 - You have an error in your SQL syntax near 'hunter2' at line 1",
  ],
  ['SQLite', { code: 'SQLITE_ERROR' }, "select 'hunter2' - no such table: t"],
])('an error of %s is written without statement and data', (_, facts, message) => {
  const lines = logged((log) => {
    log.error({ err: Object.assign(new Error(message), facts) }, 'failed');
  });
  expect(lines).toHaveLength(1);
  expect(JSON.stringify(lines)).not.toContain('hunter2');
  expect(lines[0]?.['err']).toMatchObject({ code: facts.code.startsWith('ER_') ? expect.any(String) : facts.code });
});

test('the value of a variable in an error of GraphQL is not written', () => {
  const err = new GraphQLError('Variable "$id" got invalid value "hunter2"; ID cannot represent it');
  const text = JSON.stringify(
    logged((log) => {
      log.error({ err });
      log.error(err);
      log.error(err, 'failed');
    }),
  );
  expect(text).not.toContain('hunter2');
  expect(text).toContain('ID cannot represent it');
});

test('something thrown that is not an error is not written out', () => {
  expect(
    JSON.stringify(
      logged((log) => {
        log.error({ err: 'hunter2' });
      }),
    ),
  ).not.toContain('hunter2');
});
