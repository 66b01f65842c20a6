import type { RequestContext } from '../../../kit/context.ts';
import type { Database, RawRow } from '../../../kit/database/database.ts';
import { HubError } from '../../../kit/errors/hub-error.ts';
import { Coalescer, type AskForKeys } from '../../../kit/sources/coalescer.ts';

/** The hub's own PostgreSQL as the ledger calls it. */
export const hubSystem = 'hub';

/** One statement of ours: bound values only, arrays as native arrays. */
export interface Query {
  readonly sql: string;
  readonly bindings: readonly unknown[];
}

/**
 * Reads the hub's own PostgreSQL for requests: bounded in time, cancelled on the server with the request, entered in the
 * request's ledger. Errors: SUBGRAPH_UNAVAILABLE, SUBGRAPH_TIMEOUT, REQUEST_CANCELLED.
 */
export class HubReader {
  constructor(
    private readonly database: Database,
    private readonly timeoutMs: number,
    private readonly coalescer: Coalescer<RawRow> | null = null,
  ) {}

  /** Rows of a statement whose only binding is an array of keys, which each row repeats as `asked`. */
  byKeys(sql: string, keys: readonly string[], context: RequestContext): Promise<readonly RawRow[]> {
    if (!this.coalescer) return this.rows({ sql, bindings: [keys] }, context);
    const ask: AskForKeys<RawRow> = (all, shared) => this.rows({ sql, bindings: [all] }, shared);
    return this.coalescer.ask(sql, keys, context, ask).catch((error: unknown) => {
      throw ownFault(error);
    });
  }

  rows(query: Query, context: RequestContext): Promise<RawRow[]> {
    const started = performance.now();
    const { clock, deadline, ledger, signal, trace } = context;
    const timeoutMs = Math.max(1, Math.min(this.timeoutMs, deadline - clock.now()));
    const isBulk = context.isBulk === true;
    return this.database.query(query, { signal, timeoutMs, isBulk, trace }).then(
      (rows) => {
        ledger.record(hubSystem, 'OK', performance.now() - started, null);
        return rows;
      },
      (error: unknown) => {
        const code = error instanceof HubError ? error.code : null;
        const status = code === 'LEGACY_TIMEOUT' ? 'TIMEOUT' : 'UNAVAILABLE';
        ledger.record(hubSystem, status, performance.now() - started, null);
        throw ownFault(error);
      },
    );
  }

  close(): Promise<void> {
    return this.database.close();
  }
}

/** Puts `byKeys` of requests at the same time together. */
export const hubCoalescer = (): Coalescer<RawRow> => new Coalescer(hubSystem, (row) => row['asked'] ?? '');

/** The kit speaks of a legacy system; this one is the hub's own. */
function ownFault(error: unknown): unknown {
  if (!(error instanceof HubError)) return error;
  const detail = { subgraph: 'customer', system: hubSystem };
  if (error.code === 'LEGACY_TIMEOUT')
    return new HubError('SUBGRAPH_TIMEOUT', "The hub's own database did not answer in time.", detail, { cause: error });
  if (error.code === 'LEGACY_UNAVAILABLE')
    return new HubError('SUBGRAPH_UNAVAILABLE', "The hub's own database can't be reached.", detail, { cause: error });
  if (error.code === 'LEGACY_OVERLOADED')
    return new HubError('SUBGRAPH_OVERLOADED', "Too much is asked of the hub's own database.", detail, {
      cause: error,
    });
  return error;
}
