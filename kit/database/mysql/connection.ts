import type { Socket } from 'node:net';
import type { Connection, FieldPacket } from 'mysql2';

/** What knex makes: a mysql2 connection, with the part that its types leave out. */
export interface MysqlConnection extends Connection {
  readonly stream: Socket;
}

/** What we remember about a connection. */
export interface MysqlSession {
  readonly isMariaDb: boolean;
  /** Server-side limit in force, ms; 0 before the first. */
  timeoutMs: number;
}

/** A column as the protocol tells it. */
export interface MysqlField extends FieldPacket {
  readonly columnType?: number;
  readonly characterSet?: number;
}
