import { Socket } from 'node:net';
import type pg from 'pg';
import type { RawRow } from '../database.ts';
import type { Driver } from '../driver.ts';
import { serverTimeout } from '../server-timeout.ts';
import type { PostgresConnection } from './connection.ts';
import { describeSelect } from './describe.ts';
import { postgresFault } from './fault.ts';
import { NamedQuery } from './named-query.ts';
import { PostgresSession } from './session.ts';
import { StatementNames } from './statement-names.ts';
import { WireSocket } from './wire-socket.ts';
import { writeRights } from './write-rights.ts';

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

/** TLS makes a socket of its own around this one. */
const openSocket = ({ ssl }: { ssl?: unknown } = {}): Socket => (ssl ? new Socket() : new WireSocket());

function settings(url: string, connectTimeoutMs: number): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: 'customer-hub',
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    types: asText as pg.CustomTypesConfig,
    stream: openSocket,
  };
}

function sessionOf({ session }: PostgresConnection): PostgresSession {
  if (!session) throw new Error('expected a connection that was prepared, found one that was not');
  return session;
}

async function setLimit(connection: PostgresConnection, timeoutMs: number): Promise<void> {
  await connection.query("select set_config('statement_timeout', $1, false)", [String(timeoutMs)]);
  sessionOf(connection).timeoutMs = timeoutMs;
}

export function postgresDriver(): Driver<PostgresConnection> {
  const names = new StatementNames();
  const nameOf = (sql: string): string => names.of(sql);

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
      const session = new PostgresSession(connection);
      // The server reports each change of this setting, so a mapping that calls set_config is noticed at once.
      connection.connection.on('parameterStatus', (message: { parameterName: string; parameterValue: string }) => {
        if (message.parameterName === 'default_transaction_read_only' && message.parameterValue !== 'on')
          session.isSpoilt = true;
      });
      connection.session = session;
    },
    limit: (connection, timeoutMs) => {
      const wanted = serverTimeout(timeoutMs);
      return sessionOf(connection).timeoutMs === wanted ? null : setLimit(connection, wanted);
    },
    run: (connection, statement, reader, answer) => {
      const session = sessionOf(connection);
      new NamedQuery(statement, session, session.prepared(statement.sql, nameOf), reader, answer).send();
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
      const { isSpoilt, preparedCount } = sessionOf(connection);
      return !isSpoilt && preparedCount < maxNamed && connection.connection.stream.writable;
    },
    fault: postgresFault,
  };
}
