import type pg from 'pg';
import type { RawRow } from '../database.ts';
import type { Driver } from '../driver.ts';
import { serverTimeout } from '../server-timeout.ts';
import type { PostgresConnection, PostgresSession } from './connection.ts';
import { describeSelect } from './describe.ts';
import { postgresFault } from './fault.ts';
import { NamedQuery } from './named-query.ts';
import { writeRights } from './write-rights.ts';
import { StatementNames } from './statement-names.ts';
import { Wire } from './wire.ts';

/** The server keeps a plan per prepared statement, so a connection is renewed after so many. */
const maxNamed = 400;

/** Everything as the server writes it: no parsing of dates, numbers, arrays. */
const asText = { getTypeParser: () => (value: string) => value };

const setUp = `
set default_transaction_read_only = on;
set timezone = 'UTC';
set datestyle = 'ISO, YMD';
set intervalstyle = 'iso_8601';
set bytea_output = 'hex';
set extra_float_digits = 1;
set standard_conforming_strings = on;
set client_encoding = 'UTF8';
set idle_in_transaction_session_timeout = '10min'`;

function settings(url: string, connectTimeoutMs: number): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: 'customer-hub',
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    types: asText as pg.CustomTypesConfig,
  };
}

async function setLimit(connection: PostgresConnection, known: PostgresSession, timeoutMs: number): Promise<void> {
  await connection.query("select set_config('statement_timeout', $1, false)", [String(timeoutMs)]);
  known.timeoutMs = timeoutMs;
}

export function postgresDriver(): Driver<PostgresConnection> {
  const names = new StatementNames();
  const sessions = new WeakMap<PostgresConnection, PostgresSession>();
  const session = (connection: PostgresConnection): PostgresSession => {
    let known = sessions.get(connection);
    if (!known) sessions.set(connection, (known = { timeoutMs: 0, columns: new Map(), isSpoilt: false, wire: null }));
    return known;
  };

  return {
    dialect: 'postgres',
    config: (options) => ({
      client: 'pg',
      // Without a version knex would ask for it on the first connection, with no time limit.
      version: '16',
      connection: settings(options.url.reveal(), options.connectTimeoutMs),
    }),
    prepare: async (connection) => {
      await connection.query(setUp);
      // The server reports each change of this setting, so a mapping that calls set_config is noticed at once.
      connection.connection.on('parameterStatus', (message: { parameterName: string; parameterValue: string }) => {
        if (message.parameterName === 'default_transaction_read_only' && message.parameterValue !== 'on')
          session(connection).isSpoilt = true;
      });
      session(connection).wire = Wire.over(connection);
    },
    limit: (connection, timeoutMs) => {
      const known = session(connection);
      const wanted = serverTimeout(timeoutMs);
      return known.timeoutMs === wanted ? null : setLimit(connection, known, wanted);
    },
    run: (connection, statement, reader, answer) => {
      const name = names.of(statement.sql);
      connection.query(new NamedQuery(name, statement, reader, answer, connection, session(connection)));
    },
    stream: async function* (connection, statement, batchSize) {
      await connection.query('begin read only');
      await connection.query({
        text: `declare hub_stream no scroll cursor for ${statement.sql}`,
        values: [...statement.bindings],
      });
      for (;;) {
        const { rows } = await connection.query<RawRow>(`fetch ${String(Math.trunc(batchSize))} from hub_stream`);
        if (rows.length > 0) yield rows;
        if (rows.length < batchSize) break;
      }
      await connection.query('commit');
    },
    describe: describeSelect,
    writeRights,
    explain: async (connection, statement) => {
      const { rows } = await connection.query<RawRow>({
        text: `explain ${statement.sql}`,
        values: [...statement.bindings],
      });
      return rows.map((row) => row['QUERY PLAN'] ?? '').join('\n');
    },
    cancel: async (side, connections) => {
      const ids = connections.map(({ processID }) => processID);
      await side.query('select pg_cancel_backend(pid) from unnest($1::int[]) as running(pid)', [ids]);
    },
    destroy: (connection) => {
      connection.connection.stream.destroy();
    },
    usable: (connection) => {
      const known = session(connection);
      return !known.isSpoilt && known.columns.size < maxNamed && !connection.connection.stream.destroyed;
    },
    fault: postgresFault,
  };
}
