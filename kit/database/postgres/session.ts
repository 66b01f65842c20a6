import type { PostgresConnection } from './connection.ts';
import { bindOf } from './messages.ts';
import { Wire } from './wire.ts';

/** A statement that a session has asked for: the server keeps it by name once it is parsed. */
export interface Prepared {
  readonly name: string;
  /** The beginning of each run of it. */
  readonly bind: Buffer;
  isParsed: boolean;
  /** Of its result; null before it was run. The server refuses to run it when they change: then it is prepared anew. */
  columns: readonly string[] | null;
}

/** What we remember about a connection. */
export class PostgresSession {
  readonly wire: Wire;
  /** Server-side limit in force, ms; 0 before the first. */
  timeoutMs = 0;
  /** Set when a statement has lifted the read-only default, or is gone: never used again. */
  isSpoilt = false;
  /** By text. */
  readonly #prepared = new Map<string, Prepared>();

  constructor(connection: PostgresConnection) {
    this.wire = new Wire(connection);
  }

  /** How many statements the server keeps for it, at most. */
  get preparedCount(): number {
    return this.#prepared.size;
  }

  prepared(sql: string, nameOf: (sql: string) => string): Prepared {
    let known = this.#prepared.get(sql);
    if (!known) {
      const name = nameOf(sql);
      known = { name, bind: bindOf(name), isParsed: false, columns: null };
      this.#prepared.set(sql, known);
    }
    return known;
  }
}
