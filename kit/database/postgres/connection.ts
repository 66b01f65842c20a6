import type { Socket } from 'node:net';
import type pg from 'pg';
import type { PostgresSession } from './session.ts';

/** What knex makes: a pg client, with the parts that its types leave out. */
export interface PostgresConnection extends pg.Client {
  readonly processID: number | null;
  readonly connection: pg.Connection & { readonly stream: Socket };
  /** Ours, since it was prepared: here, because every statement asks for it several times. */
  session?: PostgresSession;
}
