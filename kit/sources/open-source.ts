import type { Logger } from 'pino';
import { systemClock, type Clock, type RequestContext } from '../context.ts';
import type { Database, RawRow, Statement } from '../database/database.ts';
import { stopReason } from '../database/fault.ts';
import type { Secret } from '../env/secret.ts';
import { HubError } from '../errors/hub-error.ts';
import { Lifetime } from '../lifetime.ts';
import type { Relation, Row } from '../relation.ts';
import { compose, countColumn, sumColumn } from '../sql/compose.ts';
import { typeClass, type TypeClass } from '../sql/native/type-class.ts';
import type { Condition, CountPlan, Plan, RowsPlan, SumPlan } from '../sql/plan.ts';
import { PreparedPlans, type PreparedPlan } from '../sql/prepared-plans.ts';
import { restrict as restrictByViewer, type Restrict } from '../sql/restriction.ts';
import type { PerParent, Target } from '../sql/target.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { checkAccount } from './account-check.ts';
import { decodeDecimal } from './decode/number.ts';
import type { RowDecoder } from './decode/row-decoder.ts';
import { RowsReader } from './decode/rows-reader.ts';
import { parentOf, textOf } from './decode/text.ts';
import { mappingOf, type SourceDefinition } from './definition.ts';
import { legacyDatabase } from './legacy-database.ts';
import { recordOutcome } from './outcome.ts';
import { PerParentChoice } from './per-parent.ts';
import { Remembered } from './remembered.ts';
import { ServedRelation, type ServingParts } from './served-relation.ts';
import type { Count, FetchedRow, Source, Sum } from './source.ts';
import { UnknownCodes } from './unknown-codes.ts';

export interface OpenSourceOptions {
  readonly url: Secret;
  /** Relations that the running subgraphs read; others can't be asked for. */
  readonly relations: readonly Relation[];
  readonly log: Logger;
  readonly telemetry?: Telemetry;
  readonly clock?: Clock;
  /** Time for a new connection, ms; the statement timeout where that is shorter. */
  readonly connectTimeoutMs?: number;
  /** Another rule of who may see what: for tests. */
  readonly restrict?: Restrict;
}

/** Opens a legacy system for reading. Nothing is connected yet: faults come with the first question, and go when it can. */
export function openSource(definition: SourceDefinition, options: OpenSourceOptions): Source {
  return new LegacySource(definition, options, legacyDatabase(definition, options));
}

/** What a plan gave. */
interface Asked {
  readonly rows: readonly RawRow[];
  readonly prepared: PreparedPlan;
  readonly decoder: RowDecoder;
}

class LegacySource implements Source {
  readonly system: string;
  readonly title: string;
  readonly serves: readonly string[];
  readonly freshness: Source['freshness'];
  readonly #account: Remembered<void>;
  readonly #relations = new Map<string, ServedRelation>();
  readonly #plans = new PreparedPlans();
  readonly #readers = new WeakMap<PreparedPlan, RowsReader>();
  readonly #perParent: PerParentChoice;
  readonly #restrict: Restrict;

  constructor(
    private readonly definition: SourceDefinition,
    options: OpenSourceOptions,
    private readonly database: Database,
  ) {
    this.system = definition.system;
    this.title = definition.title;
    this.serves = definition.serves;
    this.freshness = definition.freshness;
    this.#perParent = new PerParentChoice(database);
    this.#restrict = options.restrict ?? restrictByViewer;
    const { statementTimeoutMs } = definition.limits;
    this.#account = new Remembered(() => checkAccount(database, definition, options.log, statementTimeoutMs));
    const unknown = new UnknownCodes(definition.system, options.log, options.clock ?? systemClock);
    const parts: ServingParts = {
      definition,
      database,
      onUnknownCode: (relation, column) => {
        unknown.add(relation, column);
      },
    };
    for (const relation of options.relations) {
      const mapping = mappingOf(definition, relation.name, database.dialect);
      if (mapping) this.#relations.set(relation.name, new ServedRelation(relation, mapping.sql, parts));
    }
  }

  has(relation: Relation): boolean {
    return this.#relations.has(relation.name);
  }

  ordersAsNumber(relation: Relation, column: string): boolean {
    const [part, ...more] = this.#relations.get(relation.name)?.shape.known?.value.get(column) ?? [];
    const numbers: readonly TypeClass[] = ['integer', 'decimal', 'float', 'bit'];
    return part !== undefined && more.length === 0 && numbers.includes(typeClass(this.database.dialect, part.type));
  }

  async rows<R extends Relation>(plan: RowsPlan & { relation: R }, context: RequestContext): Promise<FetchedRow<R>[]> {
    const found = await this.#ask(plan, context);
    if (!found) return [];
    let reader = this.#readers.get(found.prepared);
    if (!reader) this.#readers.set(found.prepared, (reader = new RowsReader(plan, found.decoder, this.system)));
    return reader.read(found.rows);
  }

  async count(plan: CountPlan, context: RequestContext): Promise<Count[]> {
    const found = await this.#ask(plan, context);
    if (!found) return [];
    const { rows, decoder } = found;
    return rows.map((row) => ({ parent: parentOf(plan, row, decoder), count: Number(row[countColumn]) }));
  }

  async sum(plan: SumPlan, context: RequestContext): Promise<Sum[]> {
    const found = await this.#ask(plan, context);
    if (!found) return [];
    const { rows, decoder } = found;
    return rows.map((row) => ({
      parent: parentOf(plan, row, decoder),
      group: plan.groupBy.map((column) => textOf(decoder.value(row, column))),
      sum: decodeDecimal(row[sumColumn] ?? '0') ?? '0',
      count: Number(row[countColumn]),
    }));
  }

  async *stream<R extends Relation>(relation: R, context: RequestContext, batchSize: number): AsyncIterable<Row<R>[]> {
    const served = await this.#ready(relation, context);
    const columns = Object.keys(relation.columns);
    const plan: RowsPlan = { kind: 'rows', relation, columns };
    // A feed is read whole; the limit of rows is for answers.
    const target: Target = { ...served.target('lateral'), rowLimit: Number.MAX_SAFE_INTEGER - 1 };
    const statement = compose(plan, target, this.#restrict(context.viewer, relation));
    if (!statement) return;
    const { decoder } = served;
    const start = performance.now();
    try {
      const { statementTimeoutMs } = this.definition.limits;
      const batches = this.database.stream(statement, {
        signal: context.signal,
        timeoutMs: statementTimeoutMs,
        batchSize,
        trace: context.trace,
      });
      for await (const batch of batches) yield batch.map((row) => decoder.row(row, columns) as Row<R>);
      this.#record(context, start, null, 1);
    } catch (error) {
      this.#record(context, start, error, 1);
      throw error;
    }
  }

  async ping(context: RequestContext): Promise<void> {
    await this.#run({ sql: 'select 1 as one', bindings: [] }, context);
  }

  async close(): Promise<void> {
    await this.database.close();
  }

  /** One plan: probe (once), compose (once), run, all entered in the ledger. Null when no row can match. */
  async #ask(plan: Plan, context: RequestContext): Promise<Asked | null> {
    const began = performance.now();
    // What is known need not be waited for.
    const ready = this.#ready(plan.relation, context);
    const served = ready instanceof ServedRelation ? ready : await ready;
    const restrictions = this.#restrict(context.viewer, plan.relation);
    const choice = this.#choose(plan, served, restrictions, context);
    const perParent = typeof choice === 'string' ? choice : await choice;
    const found = this.#plans.of(plan, served.target(perParent), restrictions);
    if (!found) return null;
    // A first contact takes from the statement's time: together they stay within the limit.
    const rows = await this.#run(found.prepared.statement(found.keys), context, performance.now() - began);
    if (rows.length > this.definition.limits.rows)
      throw new HubError(
        'LEGACY_LIMIT_EXCEEDED',
        `The answer of system ${this.system} has more than ${String(this.definition.limits.rows)} rows.`,
        { system: this.system, relation: plan.relation.name },
      );
    return { rows, prepared: found.prepared, decoder: served.decoder };
  }

  /** Several parents with a limit each can be asked for in two ways; learned on first use. */
  #choose(
    plan: Plan,
    served: ServedRelation,
    restrictions: readonly Condition[],
    context: RequestContext,
  ): PerParent | Promise<PerParent> {
    const isChoice = plan.kind === 'rows' && plan.by && plan.by.keys.length > 1 && plan.first !== undefined;
    if (this.database.dialect !== 'postgres' || !isChoice || !plan.by) return 'lateral';
    const name = `${plan.relation.name} ${plan.by.column}`;
    const known = this.#perParent.known(name);
    if (known) return known;
    const start = performance.now();
    return this.#perParent
      .of(name, (way) => compose(plan, served.target(way), restrictions), {
        signal: context.signal,
        timeoutMs: this.#timeLeft(context),
      })
      .catch((error: unknown) => {
        this.#record(context, start, error, 0);
        throw error;
      });
  }

  /** The account is checked and the relation's native types are known; both learned on first use. */
  #ready(relation: Relation, context: RequestContext): ServedRelation | Promise<ServedRelation> {
    const served = this.#relations.get(relation.name);
    if (!served) throw new Error(`source ${this.system} does not serve relation ${relation.name}: ask has() first`);
    return this.#account.known && served.shape.known && !context.signal.aborted ? served : this.#meet(served, context);
  }

  async #meet(served: ServedRelation, context: RequestContext): Promise<ServedRelation> {
    const start = performance.now();
    try {
      if (context.signal.aborted) throw stopReason(context.signal, this.system);
      const patience = new Lifetime({ within: context.signal, timeoutMs: this.#timeLeft(context) });
      await this.#account.get(patience);
      await served.shape.get(patience);
      return served;
    } catch (error) {
      const fault = error instanceof HubError ? error : stopReason(AbortSignal.abort(error), this.system);
      this.#record(context, start, fault, 0);
      throw fault;
    }
  }

  async #run(statement: Statement, context: RequestContext, spentMs = 0): Promise<RawRow[]> {
    const start = performance.now();
    try {
      const rows = await this.database.query(statement, {
        signal: context.signal,
        timeoutMs: this.#timeLeft(context, spentMs),
        isBulk: context.isBulk === true,
        trace: context.trace,
      });
      this.#record(context, start, null, 1);
      return rows;
    } catch (error) {
      this.#record(context, start, error, 1);
      throw error;
    }
  }

  /** The statement's limit, or what is left of the request's time when that is less. */
  #timeLeft(context: RequestContext, spentMs = 0): number {
    const { statementTimeoutMs } = this.definition.limits;
    const left = context.deadline - context.clock.now();
    // What a known shape costs is nothing: then the limit stays a round number, which the server need not be told again.
    const limit = spentMs < 5 ? statementTimeoutMs : statementTimeoutMs - spentMs;
    return Math.max(1, Math.min(limit, left));
  }

  #record(context: RequestContext, start: number, error: unknown, statements: number): void {
    recordOutcome(context, this.system, performance.now() - start, error, statements);
  }
}
