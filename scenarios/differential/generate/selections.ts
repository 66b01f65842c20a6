import {
  GraphQLBoolean,
  GraphQLNonNull,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isNullableType,
  isRequiredArgument,
  isUnionType,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';
import type { Random } from './random.ts';
import { jsonValue, literal, type Pools } from './values.ts';
import type { Variables } from './variables.ts';

/** Response keys that trip careless code: names of prototypes, of promises, of JSON. */
const aliases = [
  'a',
  'b',
  'c',
  'id',
  'name',
  'then',
  'constructor',
  'length',
  'toJSON',
  'valueOf',
  'data',
  'errors',
] as const;

export interface DraftOptions {
  readonly schema: GraphQLSchema;
  readonly random: Random;
  readonly pools: Pools;
  readonly variables: Variables;
  readonly maxFields: number;
}

/** Selection sets of one operation, and the named fragments that they need. */
export class Selections {
  readonly fragments: string[] = [];
  readonly #fragmentsOn = new Map<string, string[]>();
  readonly #options: DraftOptions;
  #left: number;

  constructor(options: DraftOptions) {
    this.#options = options;
    this.#left = options.maxFields;
  }

  of(type: GraphQLCompositeType, depth: number): string {
    const { random } = this.#options;
    const count = 1 + random.below(isAbstractType(type) ? 3 : 5);
    const items = Array.from({ length: count }, () => this.#item(type, depth)).filter((text) => text !== '');
    if (items.length === 0 || random.chance(0.1)) items.push('__typename');
    return `{ ${items.join(' ')} }`;
  }

  #item(type: GraphQLCompositeType, depth: number): string {
    const { random } = this.#options;
    const dice = random.next();
    if (dice < 0.07) return `${random.chance(0.2) ? 'type: ' : ''}__typename${this.#directives()}`;
    if (depth > 0 && dice < (isAbstractType(type) ? 0.6 : 0.16)) return this.#inline(type, depth);
    if (depth > 0 && dice < (isAbstractType(type) ? 0.75 : 0.26)) return this.#spread(type, depth);
    return isUnionType(type) ? this.#inline(type, depth) : this.#someField(type, depth);
  }

  #someField(type: Exclude<GraphQLCompositeType, { getTypes(): unknown }>, depth: number): string {
    const { random } = this.#options;
    const all = Object.values(type.getFields());
    const fields = depth > 0 && random.chance(0.8) ? all : all.filter((f) => !isCompositeType(getNamedType(f.type)));
    const field = random.pick(fields);
    return field ? this.field(field, depth) : '__typename';
  }

  /** One field with arguments, directives and what is below it; '' when there is no room left. */
  field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const { random } = this.#options;
    const target = getNamedType(field.type);
    if (this.#left-- <= 0 || (isCompositeType(target) && depth <= 0)) return '';
    const args = field.args.flatMap((argument) => this.#argument(field.name, argument));
    const given = args.length > 0 ? `(${args.join(', ')})` : '';
    // Two fields of one response key must be the same: differing arguments get differing aliases, mostly.
    const own = given !== '' && random.chance(0.8) ? `${field.name}_${this.#left}: ` : '';
    const alias = random.chance(0.12) ? `${random.pick(aliases)}: ` : own;
    const below = isCompositeType(target) ? ` ${this.of(target, depth - 1)}` : '';
    return `${alias}${field.name}${given}${this.#directives()}${below}`;
  }

  #argument(field: string, argument: GraphQLArgument): string[] {
    const { random, variables, pools } = this.#options;
    const { name, type } = argument;
    if (!isRequiredArgument(argument) && random.chance(0.45)) return [];
    if (random.chance(0.45)) return [`${name}: ${variables.forArgument({ ...argument, name: `${field}.${name}` })}`];
    if (isNullableType(type) && random.chance(0.08)) return [`${name}: null`];
    return [`${name}: ${literal(jsonValue(type, `${field}.${name}`, pools, random), type)}`];
  }

  #directives(): string {
    const { random, variables } = this.#options;
    if (!random.chance(0.1)) return '';
    const flag = { name: 'if', type: new GraphQLNonNull(GraphQLBoolean), defaultValue: undefined };
    const one = (name: string): string =>
      ` @${name}(if: ${random.chance(0.5) ? String(random.chance(0.5)) : variables.forArgument(flag, false)})`;
    return random.chance(0.15) ? one('skip') + one('include') : one(random.chance(0.5) ? 'skip' : 'include');
  }

  /** Types that a fragment below `type` may be on, `type` itself among them. */
  #narrower(type: GraphQLCompositeType): GraphQLCompositeType {
    const { random, schema } = this.#options;
    const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
    const interfaces = possible.flatMap((t) => t.getInterfaces());
    return (random.chance(0.75) ? random.pick(possible) : random.pick([...interfaces, type])) ?? type;
  }

  #inline(type: GraphQLCompositeType, depth: number): string {
    const { random } = this.#options;
    if (random.chance(0.1) && !isUnionType(type)) return `...${this.#directives()} ${this.of(type, depth - 1)}`;
    const on = this.#narrower(type);
    return `... on ${on.name}${this.#directives()} ${this.of(on, depth - 1)}`;
  }

  #spread(type: GraphQLCompositeType, depth: number): string {
    const { random } = this.#options;
    const on = this.#narrower(type);
    const known = this.#fragmentsOn.get(on.name) ?? [];
    const reused = random.chance(0.4) ? random.pick(known) : undefined;
    if (reused !== undefined) return `...${reused}${this.#directives()}`;
    const text = this.of(on, depth - 1);
    const name = `F${this.fragments.length}`;
    this.fragments.push(`fragment ${name} on ${on.name} ${text}`);
    this.#fragmentsOn.set(on.name, [...known, name]);
    return `...${name}${this.#directives()}`;
  }
}
