import type { RequestContext } from '../context.ts';
import type { Database, Statement } from '../database/database.ts';
import { DatabaseFault } from '../database/fault.ts';
import { sharedColumns, type RowReader } from '../database/row-reader.ts';
import { HubError } from '../errors/hub-error.ts';
import type { Relation } from '../relation.ts';
import type { SourceDefinition } from './definition.ts';
import { recordOutcome } from './outcome.ts';
import { StatementAnswer } from './statement-answer.ts';

/** Runs the statements of one system: within its limit and the time of the request, each entered in the request's ledger. */
export class SystemStatements {
  constructor(
    private readonly database: Database,
    private readonly source: Pick<SourceDefinition, 'system' | 'limits'>,
    /** Called when the system refuses a statement, or answers with what the types of its columns don't allow. */
    private readonly onDoubt: () => void,
  ) {}

  /** All rows. `relation` is what more rows than the limit are a fault of; `spentMs` what the request has waited for the system before. */
  run<T>(
    statement: Statement,
    reader: RowReader<T>,
    context: RequestContext,
    relation: Relation | null = null,
    spentMs = 0,
  ): Promise<T[]> {
    const { signal, trace } = context;
    const isBulk = context.isBulk === true;
    const timeoutMs = this.timeLeft(context, spentMs);
    return new Promise((resolve, reject) => {
      const failed = (error: unknown): void => {
        this.#look(error);
        reject(error as Error);
      };
      const answer = new StatementAnswer<T>(context, this.source, relation, resolve, failed);
      this.database.read(statement, reader, { signal, timeoutMs, isBulk, trace }, answer);
    });
  }

  /** However many rows, in batches; the limit holds for each batch. */
  async *stream<T>(
    statement: Statement,
    reader: RowReader<T>,
    context: RequestContext,
    batchSize: number,
  ): AsyncGenerator<T[]> {
    const start = performance.now();
    try {
      const { signal, trace } = context;
      const timeoutMs = this.source.limits.statementTimeoutMs;
      for await (const batch of this.database.stream(statement, { signal, timeoutMs, batchSize, trace })) {
        const read = reader.of(sharedColumns(Object.keys(batch[0] ?? {})));
        yield batch.map((row) => read(Object.values(row)));
      }
      this.record(context, start, null, 1);
    } catch (error) {
      this.#look(error);
      this.record(context, start, error, 1);
      throw error;
    }
  }

  /** The statement's limit, or what is left of the request's time when that is less; milliseconds. */
  timeLeft(context: RequestContext, spentMs = 0): number {
    const { statementTimeoutMs } = this.source.limits;
    const left = context.deadline - context.clock.now();
    // What a known shape costs is nothing: then the limit stays a round number, which the server need not be told again.
    const limit = spentMs < 5 ? statementTimeoutMs : statementTimeoutMs - spentMs;
    return Math.max(1, Math.min(limit, left));
  }

  /** Enters what was asked of the system since `start` (of `performance.now()`). */
  record(context: RequestContext, start: number, error: unknown, statements: number): void {
    recordOutcome(context, this.source.system, performance.now() - start, error, statements);
  }

  #look(error: unknown): void {
    const isDoubtful =
      error instanceof DatabaseFault
        ? error.kind === 'refused' || error.kind === 'invalid'
        : error instanceof HubError && error.code === 'LEGACY_DATA_INVALID';
    if (isDoubtful) this.onDoubt();
  }
}
