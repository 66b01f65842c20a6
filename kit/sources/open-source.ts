import type { Logger } from 'pino';
import { systemClock, type Clock, type RequestContext } from '../context.ts';
import type { Database, RawRow, Statement } from '../database/database.ts';
import { stopReason } from '../database/fault.ts';
import type { Secret } from '../env/secret.ts';
import { HubError } from '../errors/hub-error.ts';
import { Lifetime } from '../lifetime.ts';
import type { Relation, Row } from '../relation.ts';
import { compose, countColumn, sumColumn } from '../sql/compose.ts';
import { sqlDialect } from '../sql/dialects/of.ts';
import { typeClass, type TypeClass } from '../sql/native/type-class.ts';
import type { CountPlan, Plan, RowsPlan, SumPlan } from '../sql/plan.ts';
import { restrict as restrictByViewer, type Restrict } from '../sql/restriction.ts';
import { missingColumns, shapeOf, type Shape } from '../sql/shape.ts';
import type { PerParent } from '../sql/target.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { checkAccount } from './account-check.ts';
import { decodeDecimal } from './decode/number.ts';
import { RowDecoder, type DecoderOptions } from './decode/row-decoder.ts';
import { parentOf, textOf } from './decode/text.ts';
import { mappingOf, type SourceDefinition } from './definition.ts';
import { legacyDatabase } from './legacy-database.ts';
import { recordOutcome } from './outcome.ts';
import { PerParentChoice } from './per-parent.ts';
import { Remembered } from './remembered.ts';
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

class LegacySource implements Source {
  readonly system: string;
  readonly title: string;
  readonly serves: readonly string[];
  readonly freshness: Source['freshness'];
  readonly #known = new Map<string, Shape>();
  readonly #account: Remembered<void>;
  readonly #shapes = new Map<string, Remembered<Shape>>();
  readonly #perParent: PerParentChoice;
  readonly #unknown: UnknownCodes;
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
    this.#unknown = new UnknownCodes(definition.system, options.log, options.clock ?? systemClock);
    this.#restrict = options.restrict ?? restrictByViewer;
    const { statementTimeoutMs } = definition.limits;
    this.#account = new Remembered(() => checkAccount(database, definition, options.log, statementTimeoutMs));
    for (const relation of options.relations) {
      const mapping = mappingOf(definition, relation.name, database.dialect);
      if (mapping) this.#shapes.set(relation.name, new Remembered(() => this.#probe(relation, mapping.sql)));
    }
  }

  has(relation: Relation): boolean {
    return this.#shapes.has(relation.name);
  }

  ordersAsNumber(relation: Relation, column: string): boolean {
    const [part, ...more] = this.#known.get(relation.name)?.get(column) ?? [];
    const numbers: readonly TypeClass[] = ['integer', 'decimal', 'float', 'bit'];
    return part !== undefined && more.length === 0 && numbers.includes(typeClass(this.database.dialect, part.type));
  }

  async rows<R extends Relation>(plan: RowsPlan & { relation: R }, context: RequestContext): Promise<FetchedRow<R>[]> {
    const { relation } = plan;
    return this.#ask(plan, context, (raw, decoder) => {
      const order = (plan.order ?? []).map((o) => o.column);
      const cursor = [...order, ...relation.key];
      const columns = [...new Set([...plan.columns, ...(plan.by ? [plan.by.column] : []), ...cursor])];
      return raw.map((row) => {
        const decoded = decoder.row(row, columns);
        return {
          row: decoded as Row<R>,
          parent: plan.by ? String(decoded[plan.by.column]) : '',
          raw: cursor.map((column) => decoder.raw(row, column)),
          decoded: cursor.map((column) => textOf(decoded[column])),
        };
      });
    });
  }

  count(plan: CountPlan, context: RequestContext): Promise<Count[]> {
    return this.#ask(plan, context, (raw, decoder) =>
      raw.map((row) => ({ parent: parentOf(plan, row, decoder), count: Number(row[countColumn]) })),
    );
  }

  sum(plan: SumPlan, context: RequestContext): Promise<Sum[]> {
    return this.#ask(plan, context, (raw, decoder) =>
      raw.map((row) => ({
        parent: parentOf(plan, row, decoder),
        group: plan.groupBy.map((column) => textOf(decoder.value(row, column))),
        sum: decodeDecimal(row[sumColumn] ?? '0') ?? '0',
        count: Number(row[countColumn]),
      })),
    );
  }

  async *stream<R extends Relation>(relation: R, context: RequestContext, batchSize: number): AsyncIterable<Row<R>[]> {
    const shape = await this.#ready(relation, context);
    const columns = Object.keys(relation.columns);
    const plan: RowsPlan = { kind: 'rows', relation, columns };
    // A feed is read whole; the limit of rows is for answers.
    const statement = this.#compose(plan, shape, context, Number.MAX_SAFE_INTEGER - 1);
    if (!statement) return;
    const decoder = this.#decoder(relation, shape);
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

  /** One plan: probe (once), compose, run, decode, all entered in the ledger. */
  async #ask<T>(
    plan: Plan,
    context: RequestContext,
    decode: (rows: RawRow[], decoder: RowDecoder) => T[],
  ): Promise<T[]> {
    const began = performance.now();
    const shape = await this.#ready(plan.relation, context);
    const perParent = await this.#choose(plan, shape, context);
    const statement = this.#compose(plan, shape, context, this.definition.limits.rows, perParent);
    if (!statement) return [];
    // A first contact takes from the statement's time: together they stay within the limit.
    const rows = await this.#run(statement, context, performance.now() - began);
    if (rows.length > this.definition.limits.rows)
      throw new HubError(
        'LEGACY_LIMIT_EXCEEDED',
        `The answer of system ${this.system} has more than ${String(this.definition.limits.rows)} rows.`,
        { system: this.system, relation: plan.relation.name },
      );
    return decode(rows, this.#decoder(plan.relation, shape));
  }

  /** Several parents with a limit each can be asked for in two ways; learned on first use. */
  async #choose(plan: Plan, shape: Shape, context: RequestContext): Promise<PerParent> {
    const isChoice = plan.kind === 'rows' && plan.by && plan.by.keys.length > 1 && plan.first !== undefined;
    if (this.database.dialect !== 'postgres' || !isChoice || !plan.by) return 'lateral';
    const start = performance.now();
    try {
      return await this.#perParent.of(
        `${plan.relation.name} ${plan.by.column}`,
        (way) => this.#compose(plan, shape, context, this.definition.limits.rows, way),
        { signal: context.signal, timeoutMs: this.#timeLeft(context) },
      );
    } catch (error) {
      this.#record(context, start, error, 0);
      throw error;
    }
  }

  #compose(
    plan: Plan,
    shape: Shape,
    context: RequestContext,
    rowLimit: number,
    perParent: PerParent = 'lateral',
  ): Statement | null {
    const target = {
      system: this.system,
      dialect: sqlDialect(this.database.dialect),
      mapping: mappingOf(this.definition, plan.relation.name, this.database.dialect)?.sql ?? '',
      shape,
      timeZone: this.definition.timeZone,
      perParent,
      rowLimit,
    };
    return compose(plan, target, this.#restrict(context.viewer, plan.relation));
  }

  #decoder(relation: Relation, shape: Shape): RowDecoder {
    const options: DecoderOptions = {
      system: this.system,
      relation,
      shape,
      timeZone: this.definition.timeZone,
      onUnknownCode: (column) => {
        this.#unknown.add(relation.name, column);
      },
    };
    return new RowDecoder(options);
  }

  /** The account is checked and the relation's native types are known; both learned on first use. */
  async #ready(relation: Relation, context: RequestContext): Promise<Shape> {
    const shape = this.#shapes.get(relation.name);
    if (!shape) throw new Error(`source ${this.system} does not serve relation ${relation.name}: ask has() first`);
    const known = this.#account.known && shape.known;
    if (known && !context.signal.aborted) return known.value;
    const start = performance.now();
    try {
      if (context.signal.aborted) throw stopReason(context.signal, this.system);
      const patience = new Lifetime({ within: context.signal, timeoutMs: this.#timeLeft(context) });
      await this.#account.get(patience);
      return await shape.get(patience);
    } catch (error) {
      const fault = error instanceof HubError ? error : stopReason(AbortSignal.abort(error), this.system);
      this.#record(context, start, fault, 0);
      throw fault;
    }
  }

  async #probe(relation: Relation, sql: string): Promise<Shape> {
    const timeoutMs = this.definition.limits.statementTimeoutMs;
    const columns = await this.database.describe(sql, { timeoutMs, signal: AbortSignal.timeout(timeoutMs + 1000) });
    const shape = shapeOf(relation, columns);
    const missing = missingColumns(relation, shape);
    if (missing.length > 0)
      throw new HubError(
        'LEGACY_DATA_INVALID',
        `The mapping of relation ${relation.name} in system ${this.system} lacks ${missing.join(', ')}.`,
        { system: this.system, relation: relation.name },
      );
    this.#known.set(relation.name, shape);
    return shape;
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
