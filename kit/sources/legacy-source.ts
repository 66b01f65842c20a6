import type { Logger } from 'pino';
import type { Clock, RequestContext } from '../context.ts';
import type { Database } from '../database/database.ts';
import { stopReason } from '../database/fault.ts';
import { rawRows, type RowReader } from '../database/row-reader.ts';
import { HubError } from '../errors/hub-error.ts';
import { Lifetime, type StopSignal } from '../lifetime.ts';
import type { Relation, Row } from '../relation.ts';
import type { Companion } from '../sql/along.ts';
import { compose } from '../sql/compose.ts';
import type { CountPlan, Plan, RowsPlan, SumPlan } from '../sql/plan.ts';
import { PreparedPlans, type PreparedPlan } from '../sql/prepared-plans.ts';
import type { Restrict } from '../sql/restriction.ts';
import type { PerParent, Target } from '../sql/target.ts';
import { checkAccount } from './account-check.ts';
import { alongReader } from './decode/along-reader.ts';
import { rowsReader } from './decode/rows-reader.ts';
import { countsReader, sumsReader } from './decode/totals-reader.ts';
import { Companions, type Alongside } from './companions.ts';
import { mappingOf, type SourceDefinition } from './definition.ts';
import { PerParentChoice } from './per-parent.ts';
import { Remembered } from './remembered.ts';
import { ServedRelation, type ServingParts } from './served-relation.ts';
import type { Count, FetchedRow, Source, Sum } from './source.ts';
import type { MakeReader, Sending } from './sending.ts';
import { SystemStatements } from './system-statements.ts';
import { UnknownCodes } from './unknown-codes.ts';
import { knownWay, learnWay } from './ways.ts';

/** Companions of a plan that has none. */
const alone: readonly Companion[] = [];

export interface LegacySourceOptions {
  /** Relations that the running subgraphs read; others can't be asked for. */
  readonly relations: readonly Relation[];
  readonly log: Logger;
  readonly clock: Clock;
  readonly restrict: Restrict;
  /** Called when the system refuses a statement, or answers with what the types of its columns don't allow. */
  readonly onDoubt: () => void;
}

/** One legacy system as it was met: native types of its columns, plans composed for them, and how it looks rows up. */
export class LegacySource implements Source {
  readonly system: string;
  readonly title: string;
  readonly serves: readonly string[];
  readonly freshness: Source['freshness'];
  readonly #statements: SystemStatements;
  readonly #account: Remembered<void>;
  readonly #relations = new Map<string, ServedRelation>();
  readonly #plans = new PreparedPlans();
  readonly #readers = new WeakMap<PreparedPlan, RowReader<unknown>>();
  readonly #perParent: PerParentChoice;
  readonly #companions: Companions;
  readonly #restrict: Restrict;

  constructor(
    private readonly definition: SourceDefinition,
    options: LegacySourceOptions,
    private readonly database: Database,
  ) {
    this.system = definition.system;
    this.title = definition.title;
    this.serves = definition.serves;
    this.freshness = definition.freshness;
    this.#statements = new SystemStatements(database, definition, options.onDoubt);
    this.#perParent = new PerParentChoice(database);
    this.#restrict = options.restrict;
    const { statementTimeoutMs } = definition.limits;
    this.#account = new Remembered(() => checkAccount(database, definition, options.log, statementTimeoutMs));
    const unknown = new UnknownCodes(definition.system, options.log, options.clock);
    const parts: ServingParts = {
      definition,
      database,
      onUnknownCode: (relation, column) => {
        unknown.add(relation, column);
      },
    };
    this.#companions = new Companions({
      relations: this.#relations,
      perParent: this.#perParent,
      restrict: this.#restrict,
    });
    for (const relation of options.relations) {
      const mapping = mappingOf(definition, relation.name, database.dialect);
      if (mapping) this.#relations.set(relation.name, new ServedRelation(relation, mapping.sql, parts));
    }
  }

  has(relation: Relation): boolean {
    return this.#relations.has(relation.name);
  }

  ordersAsNumber(relation: Relation, column: string): boolean {
    return this.#relations.get(relation.name)?.ordersAsNumber(column) ?? false;
  }

  rows<R extends Relation>(plan: RowsPlan & { relation: R }, context: RequestContext): Promise<FetchedRow<R>[]> {
    const make = rowsReader as MakeReader<RowsPlan, FetchedRow<R>>;
    const companions = plan.along ? this.#companions.of(plan, this.#served(plan.relation), context) : [];
    if (companions.length === 0) return this.#ask(plan, context, make);
    const limit = this.definition.limits.rows;
    const makeWith: MakeReader<RowsPlan, FetchedRow<R>> = (rows, decoder, system) =>
      alongReader(rows, decoder, companions, { system, limit }) as RowReader<FetchedRow<R>>;
    return this.#ask(plan, context, makeWith, companions).catch((error: unknown) => {
      if (this.#companions.failed(plan, companions, error) && !context.signal.aborted)
        return this.#ask(plan, context, make);
      throw error;
    });
  }

  count(plan: CountPlan, context: RequestContext): Promise<Count[]> {
    return this.#ask(plan, context, countsReader);
  }

  sum(plan: SumPlan, context: RequestContext): Promise<Sum[]> {
    return this.#ask(plan, context, sumsReader);
  }

  async *stream<R extends Relation>(relation: R, context: RequestContext, batchSize: number): AsyncIterable<Row<R>[]> {
    const served = this.#served(relation);
    if (!this.#isReady(served, context)) await this.#meet(served, context);
    const columns = Object.keys(relation.columns);
    const plan: RowsPlan = { kind: 'rows', relation, columns };
    // A feed is read whole; the limit of rows is for answers.
    const target: Target = { ...served.target('lateral'), rowLimit: Number.MAX_SAFE_INTEGER - 1 };
    const statement = compose(plan, target, this.#restrict(context.viewer, relation));
    if (!statement) return;
    const reader = rowsReader(plan, served.decoder, this.system);
    for await (const batch of this.#statements.stream(statement, reader, context, batchSize))
      yield batch.map(({ row }) => row as Row<R>);
  }

  /** Whether columns have other native types by now; of relations that were asked for. */
  async hasChanged(): Promise<boolean> {
    for (const served of this.#relations.values()) if (await served.hasChanged()) return true;
    return false;
  }

  /** Learns of the system what is known of it by `other`. */
  async learnAs(other: LegacySource, patience: StopSignal): Promise<void> {
    if (other.#account.known) await this.#account.get(patience);
    for (const [name, { shape }] of other.#relations)
      if (shape.known) await this.#relations.get(name)?.shape.get(patience);
  }

  async ping(context: RequestContext): Promise<void> {
    await this.#statements.run({ sql: 'select 1 as one', bindings: [] }, rawRows, context);
  }

  async close(): Promise<void> {
    await this.database.close();
  }

  /**
   * One plan: probe (once), compose (once), run, all entered in the ledger. What is known need not be waited for, and this is
   * no async function: a statement is to cost little more than its socket.
   */
  #ask<P extends Plan, T>(
    plan: P,
    context: RequestContext,
    make: MakeReader<P, T>,
    along: readonly Alongside[] = [],
  ): Promise<T[]> {
    const served = this.#served(plan.relation);
    const way = this.#isReady(served, context) ? this.#knownWay(plan) : null;
    return way === null
      ? this.#askAfterLearning(plan, context, make, along)
      : this.#send(plan, context, { make, along, served, way }, 0);
  }

  async #askAfterLearning<P extends Plan, T>(
    plan: P,
    context: RequestContext,
    make: MakeReader<P, T>,
    along: readonly Alongside[],
  ): Promise<T[]> {
    const began = performance.now();
    const served = this.#served(plan.relation);
    if (!this.#isReady(served, context)) await this.#meet(served, context);
    const way = this.#knownWay(plan) ?? (await this.#learnWay(plan, served, context));
    // A first contact takes from the statement's time: together they stay within the limit.
    return this.#send(plan, context, { make, along, served, way }, performance.now() - began);
  }

  #send<P extends Plan, T>(
    plan: P,
    context: RequestContext,
    { make, along, served, way }: Sending<P, T>,
    spentMs: number,
  ): Promise<T[]> {
    const restrictions = this.#restrict(context.viewer, plan.relation);
    const companions = along.length === 0 ? alone : along.map(({ companion }) => companion);
    const found = this.#plans.of(plan, served.target(way), restrictions, companions);
    if (!found) return Promise.resolve([]);
    const { prepared, keys } = found;
    let reader = this.#readers.get(prepared) as RowReader<T> | undefined;
    if (!reader) this.#readers.set(prepared, (reader = make(plan, served.decoder, this.system)));
    return this.#statements.run(prepared.statement(keys), reader, context, plan.relation, spentMs);
  }

  /** Only PostgreSQL leaves a choice. */
  #knownWay(plan: Plan): PerParent | null {
    return this.database.dialect === 'postgres' ? knownWay(plan, this.#perParent) : 'lateral';
  }

  #learnWay(plan: Plan, served: ServedRelation, context: RequestContext): Promise<PerParent> {
    const start = performance.now();
    const restrictions = this.#restrict(context.viewer, plan.relation);
    return learnWay(plan, {
      choice: this.#perParent,
      compose: (asked, way) => compose(asked, served.target(way), restrictions),
      options: { signal: context.signal, timeoutMs: this.#statements.timeLeft(context) },
      failed: (error) => {
        this.#statements.record(context, start, error, 0);
      },
    });
  }

  #served(relation: Relation): ServedRelation {
    const served = this.#relations.get(relation.name);
    if (!served) throw new Error(`source ${this.system} does not serve relation ${relation.name}: ask has() first`);
    return served;
  }

  /** Whether the account is checked and the relation's native types are known; both are learned on first use. */
  #isReady(served: ServedRelation, context: RequestContext): boolean {
    return this.#account.known !== null && served.shape.known !== null && !context.signal.aborted;
  }

  async #meet(served: ServedRelation, context: RequestContext): Promise<void> {
    const start = performance.now();
    try {
      if (context.signal.aborted) throw stopReason(context.signal, this.system);
      const patience = new Lifetime({ within: context.signal, timeoutMs: this.#statements.timeLeft(context) });
      await this.#account.get(patience);
      await served.shape.get(patience);
    } catch (error) {
      const fault = error instanceof HubError ? error : stopReason(AbortSignal.abort(error), this.system);
      this.#statements.record(context, start, fault, 0);
      throw fault;
    }
  }
}
