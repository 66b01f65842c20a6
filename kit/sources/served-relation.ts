import { isDeepStrictEqual } from 'node:util';
import type { Database } from '../database/database.ts';
import { HubError } from '../errors/hub-error.ts';
import type { Relation } from '../relation.ts';
import { sqlDialect } from '../sql/dialects/of.ts';
import { typeClass, type TypeClass } from '../sql/native/type-class.ts';
import { missingColumns, shapeOf, type Shape } from '../sql/shape.ts';
import type { PerParent, Target } from '../sql/target.ts';
import { RowDecoder } from './decode/row-decoder.ts';
import type { SourceDefinition } from './definition.ts';
import { Remembered } from './remembered.ts';

const numbers: ReadonlySet<TypeClass> = new Set(['integer', 'decimal', 'float', 'bit']);

export interface ServingParts {
  readonly definition: SourceDefinition;
  readonly database: Database;
  /** Called for each code that the relation does not list. */
  readonly onUnknownCode: (relation: string, column: string) => void;
}

/** One relation as one system serves it. What depends on the columns' native types is there once `shape` is known. */
export class ServedRelation {
  readonly shape: Remembered<Shape>;
  readonly #targets = new Map<PerParent, Target>();
  #decoder: RowDecoder | undefined;

  constructor(
    readonly relation: Relation,
    private readonly mapping: string,
    private readonly parts: ServingParts,
  ) {
    this.shape = new Remembered(() => this.#probe());
  }

  /** Whether its columns have other native types than were learned; false when none were. */
  async hasChanged(): Promise<boolean> {
    const { known } = this.shape;
    return known !== null && !isDeepStrictEqual(await this.#probe(), known.value);
  }

  get decoder(): RowDecoder {
    const { definition, onUnknownCode } = this.parts;
    this.#decoder ??= new RowDecoder({
      system: definition.system,
      relation: this.relation,
      shape: this.#shape,
      timeZone: definition.timeZone,
      onUnknownCode: (column) => {
        onUnknownCode(this.relation.name, column);
      },
    });
    return this.#decoder;
  }

  /** What its plans are composed for, with the limit of rows that answers have. */
  target(perParent: PerParent): Target {
    const known = this.#targets.get(perParent);
    if (known) return known;
    const { definition, database } = this.parts;
    const made: Target = {
      system: definition.system,
      dialect: sqlDialect(database.dialect),
      mapping: this.mapping,
      shape: this.#shape,
      timeZone: definition.timeZone,
      perParent,
      rowLimit: definition.limits.rows,
    };
    this.#targets.set(perParent, made);
    return made;
  }

  /** As `Source.ordersAsNumber`. */
  ordersAsNumber(column: string): boolean {
    const [part, ...more] = this.shape.known?.value.get(column) ?? [];
    return part !== undefined && more.length === 0 && numbers.has(typeClass(this.parts.database.dialect, part.type));
  }

  get #shape(): Shape {
    if (!this.shape.known) throw new Error(`relation ${this.relation.name}: the native types are not known yet`);
    return this.shape.known.value;
  }

  async #probe(): Promise<Shape> {
    const { definition, database } = this.parts;
    const { system } = definition;
    const timeoutMs = definition.limits.statementTimeoutMs;
    const columns = await database.describe(this.mapping, { timeoutMs, signal: AbortSignal.timeout(timeoutMs + 1000) });
    const shape = shapeOf(this.relation, columns);
    const missing = missingColumns(this.relation, shape);
    if (missing.length > 0)
      throw new HubError(
        'LEGACY_DATA_INVALID',
        `The mapping of relation ${this.relation.name} in system ${system} lacks ${missing.join(', ')}.`,
        { system, relation: this.relation.name },
      );
    return shape;
  }
}
