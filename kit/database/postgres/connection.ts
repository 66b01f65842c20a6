import type { Socket } from 'node:net';
import type pg from 'pg';

/** What knex's pool holds: a pg client, with the parts that its types leave out. */
export interface PostgresConnection extends pg.Client {
  readonly processID: number | null;
  readonly connection: pg.Connection & { readonly stream: Socket };
}

/** What we remember about a connection. */
export interface PostgresSession {
  /** Server-side limit in force, ms; 0 before the first. */
  timeoutMs: number;
  /** Prepared statements that the server keeps for it. */
  readonly named: Set<string>;
  /** Set when a statement has lifted the read-only default: never used again. */
  isSpoilt: boolean;
}
