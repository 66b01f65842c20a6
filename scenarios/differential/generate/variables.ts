import { GraphQLNonNull, isNonNullType, isNullableType, type GraphQLArgument, type GraphQLInputType } from 'graphql';
import type { Random } from './random.ts';
import { jsonValue, literal, wrongValue, type Pools } from './values.ts';

interface Defined {
  readonly name: string;
  /** As written: `[Kind!]`. */
  readonly type: string;
  readonly definition: string;
}

/** The variables of one operation: definitions with and without defaults; values given, null, missing, rarely wrong. */
export class Variables {
  readonly values: Record<string, unknown> = {};
  readonly #defined: Defined[] = [];

  constructor(
    private readonly random: Random,
    private readonly pools: Pools,
  ) {}

  get definitions(): readonly string[] {
    return this.#defined.map(({ definition }) => definition);
  }

  /** A variable that may stand for an argument: `$v3`. */
  forArgument(argument: Pick<GraphQLArgument, 'name' | 'type' | 'defaultValue'>, mayBeNull = true): string {
    const { type, name } = argument;
    const nullable = isNonNullType(type) ? (type.ofType as GraphQLInputType) : type;
    // Where null may not stand, a nullable variable needs a default of its own, or the place has one.
    const mayBeNullable = isNullableType(type) || argument.defaultValue !== undefined;
    const needsDefault = !isNullableType(type) && (argument.defaultValue === undefined || this.random.chance(0.5));
    if (mayBeNull && mayBeNullable && this.random.chance(0.75)) return this.#define(nullable, name, needsDefault);
    if (mayBeNull && this.random.chance(0.3) && !isNullableType(type)) return this.#define(nullable, name, true);
    return this.#define(new GraphQLNonNull(nullable) as GraphQLInputType, name, false);
  }

  #define(type: GraphQLInputType, name: string, needsDefault: boolean): string {
    const { random, pools } = this;
    const written = type.toString();
    const known = this.#defined.find((d) => d.type === written && !needsDefault);
    if (known && random.chance(0.3)) return `$${known.name}`;
    const variable = `v${this.#defined.length}`;
    const hasDefault = needsDefault || random.chance(0.3);
    const fallback = hasDefault ? ` = ${literal(jsonValue(type, name, pools, random), type)}` : '';
    this.#defined.push({ name: variable, type: written, definition: `$${variable}: ${written}${fallback}` });
    const isRequired = isNonNullType(type) && !hasDefault;
    if (isRequired ? !random.chance(0.01) : random.chance(0.6))
      this.values[variable] = random.chance(0.01)
        ? wrongValue(type, random)
        : !isNonNullType(type) && random.chance(0.15)
          ? null
          : jsonValue(type, name, pools, random);
    return `$${variable}`;
  }
}
