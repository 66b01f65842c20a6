import type { Socket } from 'node:net';
import type pg from 'pg';
import type { Wire } from './wire.ts';

/** What knex makes: a pg client, with the parts that its types leave out. */
export interface PostgresConnection extends pg.Client {
  readonly processID: number | null;
  readonly connection: pg.Connection & {
    readonly stream: Socket;
    /** Texts of the statements that the server has parsed, by name. */
    readonly parsedStatements: Readonly<Record<string, string>>;
  };
}

/** What we remember about a connection. */
export interface PostgresSession {
  /** Server-side limit in force, ms; 0 before the first. */
  timeoutMs: number;
  /** Prepared statements that the server keeps for it, by name: the columns of their results. */
  readonly columns: Map<string, readonly string[]>;
  /** Set when a statement has lifted the read-only default, or lost its plan: never used again. */
  isSpoilt: boolean;
  /** Reads our rows; null while pg reads all. */
  wire: Wire | null;
}
