import type { RequestContext } from '../context.ts';
import { DatabaseFault } from '../database/fault.ts';
import { HubError } from '../errors/hub-error.ts';
import type { Receiver } from '../receiver.ts';
import type { Relation } from '../relation.ts';
import type { SourceDefinition } from './definition.ts';
import { tooManyRows } from './decode/too-many-rows.ts';
import { recordOutcome } from './outcome.ts';

/** Waits for the answer to a statement of a source, and enters it in the request's ledger. */
export class StatementAnswer<T> implements Receiver<T[]> {
  readonly #began = performance.now();

  constructor(
    private readonly context: RequestContext,
    private readonly source: Pick<SourceDefinition, 'system' | 'limits'>,
    /** What more rows than the limit are a fault of. */
    private readonly relation: Relation | null,
    private readonly resolve: (rows: T[]) => void,
    private readonly reject: (error: unknown) => void,
  ) {}

  answered(rows: T[]): void {
    const { relation } = this;
    const { system, limits } = this.source;
    this.#record(null);
    if (relation && rows.length > limits.rows) this.reject(tooManyRows(system, limits.rows, relation.name));
    else this.resolve(rows);
  }

  failed(error: unknown): void {
    this.#record(isUnreadable(error) ? null : error);
    this.reject(error);
  }

  #record(error: unknown): void {
    recordOutcome(this.context, this.source.system, performance.now() - this.#began, error, 1);
  }
}

/** The system answered, but not what the relation says; its own fault of data is a DatabaseFault. */
const isUnreadable = (error: unknown): boolean =>
  error instanceof HubError && error.code === 'LEGACY_DATA_INVALID' && !(error instanceof DatabaseFault);
