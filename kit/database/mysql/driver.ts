import type { ConnectionOptions } from 'mysql2';
import type { RawRow, ResultColumn, Statement } from '../database.ts';
import type { Driver } from '../driver.ts';
import { readRows, type Fields } from '../row-reader.ts';
import { serverTimeout } from '../server-timeout.ts';
import type { MysqlConnection, MysqlField, MysqlSession } from './connection.ts';
import { mysqlFault } from './fault.ts';
import { mysqlTypeName } from './type-names.ts';
import { mysqlWriteRights } from './write-rights.ts';

/** What may be text or bytes: only mysql2 itself knows which. */
const textOrBytes = new Set([
  'VAR_STRING',
  'VARCHAR',
  'STRING',
  'TINY_BLOB',
  'BLOB',
  'MEDIUM_BLOB',
  'LONG_BLOB',
  'JSON',
]);

/** Everything as the server writes it; a bit field as its number, bytes as PostgreSQL writes them: `\x00ff`. */
const typeCast: NonNullable<ConnectionOptions['typeCast']> = (field, next) => {
  if (textOrBytes.has(field.type)) {
    const value = next();
    return Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value;
  }
  if (field.type !== 'BIT') return field.string();
  const bytes = field.buffer();
  return bytes === null ? null : BigInt(`0x${bytes.toString('hex')}`).toString();
};

function settings(url: string, connectTimeoutMs: number): ConnectionOptions {
  return {
    uri: url.replace(/^mariadb:/i, 'mysql:'),
    connectTimeout: connectTimeoutMs,
    charset: 'utf8mb4',
    timezone: 'Z',
    jsonStrings: true,
    multipleStatements: false,
    // No reading of files of the hub's machine, whatever the server asks.
    flags: ['-LOCAL_FILES'],
    connectAttributes: { program_name: 'customer-hub' },
    typeCast,
  };
}

interface Result {
  readonly rows: RawRow[];
  readonly columns: readonly ResultColumn[];
}

function run(connection: MysqlConnection, statement: Statement): Promise<Result> {
  return new Promise((resolve, reject) => {
    connection.query({ sql: statement.sql, values: [...statement.bindings] }, (error, rows, fields) => {
      if (error) {
        reject(error);
        return;
      }
      const columns = ((fields as MysqlField[] | undefined) ?? []).map((f) => ({
        name: f.name,
        type: mysqlTypeName(f.columnType ?? -1, Number(f.flags), f.characterSet ?? 0),
      }));
      resolve({ rows: (Array.isArray(rows) ? rows : []) as RawRow[], columns });
    });
  });
}

/** Of a connection that the server does not have any more. */
const noSuchThread = 1094;

async function kill(side: MysqlConnection, threadId: number): Promise<void> {
  try {
    await run(side, { sql: 'kill query ?', bindings: [threadId] });
  } catch (error) {
    if ((error as { errno?: unknown }).errno !== noSuchThread) throw error;
  }
}

const nameOf = ({ name }: MysqlField): string => name;

export function mysqlDriver(): Driver<MysqlConnection> {
  const sessions = new WeakMap<MysqlConnection, MysqlSession>();
  const ask = async (connection: MysqlConnection, sql: string): Promise<string[]> =>
    (await run(connection, { sql, bindings: [] })).rows.map((row) => Object.values(row)[0] ?? '');

  const setLimit = async (connection: MysqlConnection, known: MysqlSession, timeoutMs: number): Promise<void> => {
    if (known.timeoutMs === timeoutMs) return;
    const statement = known.isMariaDb
      ? { sql: 'set session max_statement_time = ?', bindings: [timeoutMs / 1000] }
      : { sql: 'set session max_execution_time = ?', bindings: [timeoutMs] };
    await run(connection, statement);
    known.timeoutMs = timeoutMs;
  };

  return {
    dialect: 'mysql',
    config: (options) => ({
      client: 'mysql2',
      // Without a version knex would ask for it on the first connection, with no time limit.
      version: '8.0.0',
      connection: settings(options.url.reveal(), options.connectTimeoutMs),
    }),
    prepare: async (connection) => {
      const [version = ''] = await ask(connection, 'select version()');
      sessions.set(connection, { isMariaDb: /mariadb/i.test(version), timeoutMs: 0 });
      await run(connection, {
        sql: `set session transaction read only`,
        bindings: [],
      });
      // Bindings are escaped with backslashes, so the server must read them; the rest of sql_mode is the system's own.
      await run(connection, {
        sql: `set session time_zone = '+00:00', sql_mode = replace(@@sql_mode, 'NO_BACKSLASH_ESCAPES', '')`,
        bindings: [],
      });
    },
    limit: (connection, timeoutMs) => {
      const known = sessions.get(connection);
      const wanted = serverTimeout(timeoutMs);
      return known && known.timeoutMs !== wanted ? setLimit(connection, known, wanted) : null;
    },
    run: (connection, { sql, bindings }, reader, answer) => {
      connection.query({ sql, values: [...bindings], rowsAsArray: true }, (error, rows, fields) => {
        if (error) answer.failed(error);
        else readRows(rows as Fields[], ((fields as MysqlField[] | undefined) ?? []).map(nameOf), reader, answer);
      });
    },
    stream: async function* (connection, statement, batchSize) {
      // The limit holds for a whole statement here, and a stream may take long: the hub watches each batch instead.
      const known = sessions.get(connection);
      if (known) await setLimit(connection, known, 3_600_000);
      const rows = connection
        .query({ sql: statement.sql, values: [...statement.bindings] })
        .stream({ highWaterMark: batchSize });
      let batch: RawRow[] = [];
      for await (const row of rows as AsyncIterable<RawRow>) {
        batch.push(row);
        if (batch.length === batchSize) {
          yield batch;
          batch = [];
        }
      }
      if (batch.length > 0) yield batch;
    },
    describe: async (connection, select) => [
      ...(await run(connection, { sql: `select * from (\n${select}\n) r limit 0`, bindings: [] })).columns,
    ],
    writeRights: (connection) => mysqlWriteRights((sql) => ask(connection, sql)),
    explain: async (connection, statement) => {
      const { rows } = await run(connection, {
        sql: `explain format=json ${statement.sql}`,
        bindings: statement.bindings,
      });
      return rows.map((row) => Object.values(row)[0] ?? '').join('\n');
    },
    // One after the other, as every connection does it: MariaDB takes up to 2 s for those that come together.
    cancel: async (side, connections) => {
      await Promise.all(connections.map(({ threadId }) => kill(side, threadId)));
    },
    destroy: (connection) => {
      connection.destroy();
      connection.stream.destroy();
    },
    usable: (connection) => !connection.stream.destroyed,
    fault: mysqlFault,
  };
}
