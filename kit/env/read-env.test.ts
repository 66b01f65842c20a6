import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { renderEnvExample } from './example-file.ts';
import { EnvFaults, readEnv } from './read-env.ts';
import { address, choice, databaseUrl, flag, list, optional, port, text, whole } from './variable.ts';

const variables = {
  port: port('GATEWAY_PORT', 4000, 'Port of the endpoint'),
  log: { level: choice('HUB_LOG_LEVEL', ['info', 'debug'], 'info', 'How much is logged') },
  limits: {
    timeoutMs: whole('GATEWAY_TIMEOUT_MS', { least: 100, most: 60_000, fallback: 5000 }, 'Longest request, ms'),
  },
  hub: databaseUrl('HUB_DATABASE_URL', 'The database of the hub'),
  dataDir: text('HUB_DATA_DIR', 'Where data lies', { fallback: '.hub' }),
  landing: flag('GATEWAY_LANDING', true, 'Whether there is a page'),
  origins: list('GATEWAY_ORIGINS', 'Who may call', 'https://app.example.com'),
  erp: address('ERP_URL', 'Where erp runs', 'http://erp:4006/graphql'),
};

function faultsOf(env: Record<string, string>): EnvFaults {
  try {
    readEnv(variables, env);
  } catch (error) {
    if (error instanceof EnvFaults) return error;
  }
  throw new Error('no faults');
}

test('reads a nested, typed object with defaults', () => {
  const env = readEnv(variables, {
    HUB_DATABASE_URL: 'postgres://u:p@h/d',
    GATEWAY_PORT: ' 0 ',
    GATEWAY_ORIGINS: 'a, b,',
  });
  const level: 'info' | 'debug' = env.log.level;
  expect({ ...env, hub: env.hub.reveal(), level }).toEqual({
    port: 0,
    log: { level: 'info' },
    level: 'info',
    limits: { timeoutMs: 5000 },
    hub: 'postgres://u:p@h/d',
    dataDir: '.hub',
    landing: true,
    origins: ['a', 'b'],
    erp: null,
  });
});

test('an empty variable counts as absent', () => {
  expect(readEnv({ p: port('P', 1, 'x') }, { P: ' ' }).p).toBe(1);
});

test('an optional variable reads as null when absent, and is held to its kind when present', () => {
  const hub = optional(databaseUrl('HUB_DATABASE_URL', 'The database of the hub'));
  expect(readEnv({ hub }, {}).hub).toBeNull();
  expect(() => readEnv({ hub }, { HUB_DATABASE_URL: 'oracle://x' })).toThrow(EnvFaults);
});

test('reports every fault in one run, with what to do, and shows no secret', () => {
  const faults = faultsOf({
    GATEWAY_PORT: '70000',
    HUB_LOG_LEVEL: 'loud',
    GATEWAY_TIMEOUT_MS: '5s',
    HUB_DATABASE_URL: 'hunter2',
    GATEWAY_LANDING: 'yes',
    ERP_URL: 'http://bob:hunter2@erp',
  });
  expect(faults.message).toMatchInlineSnapshot(`
    "The environment is not in order.

    GATEWAY_PORT
      expected a port from 0 to 65535
      found    '70000'
      to do    set GATEWAY_PORT=4000, or unset it

    HUB_LOG_LEVEL
      expected one of info, debug
      found    'loud'
      to do    set HUB_LOG_LEVEL=info, or unset it

    GATEWAY_TIMEOUT_MS
      expected a whole number from 100 to 60000
      found    '5s'
      to do    set GATEWAY_TIMEOUT_MS=5000, or unset it

    HUB_DATABASE_URL
      expected a database URL: postgres://..., mysql://..., mariadb://... or sqlite:<file>
      found    a value of 7 characters (not shown)
      to do    set HUB_DATABASE_URL=postgres://user:password@host:5432/database

    GATEWAY_LANDING
      expected true or false
      found    'yes'
      to do    set GATEWAY_LANDING=true, or unset it

    ERP_URL
      expected an http or https URL without credentials
      found    a value of 22 characters (not shown)
      to do    set ERP_URL=http://erp:4006/graphql, or unset it

    6 faults."
  `);
  expect(faults.message).not.toContain('hunter2');
});

test('a missing required variable says what it is for', () => {
  expect(faultsOf({}).faults).toEqual([
    {
      variable: 'HUB_DATABASE_URL',
      expected: 'a database URL: postgres://..., mysql://..., mariadb://... or sqlite:<file>',
      found: 'nothing',
      action: 'set HUB_DATABASE_URL: The database of the hub',
    },
  ]);
});

test('a secret prints as [redacted] however it is printed', () => {
  const { hub } = readEnv(variables, { HUB_DATABASE_URL: 'postgres://u:hunter2@h/d' });
  expect([String(hub), JSON.stringify({ hub }), inspect({ hub }, { depth: 9, showHidden: true })].join()).not.toContain(
    'hunter2',
  );
  expect(JSON.stringify(hub)).toBe('"[redacted]"');
});

test('a name that no shell would take is refused where it is declared', () => {
  expect(() => port('gateway-port', 1, 'x')).toThrow('write the name in capitals');
});

test('the example file has required variables open and the others commented with their defaults', () => {
  const { hub, log } = variables;
  expect(renderEnvExample([{ title: 'Hub', variables: { hub, log } }])).toMatchInlineSnapshot(`
    "# Every variable that the hub reads; commented lines are the defaults, or examples where absent
    # means something else. Copy to .env, change what you need, and have Node read it:
    #
    #   node --env-file=.env bin/hub.mjs start

    # ---- Hub ----

    # The database of the hub (a database URL: postgres://..., mysql://..., mariadb://... or sqlite:<file>)
    HUB_DATABASE_URL=postgres://user:password@host:5432/database

    # How much is logged (one of info, debug)
    # HUB_LOG_LEVEL=info
    "
  `);
});
