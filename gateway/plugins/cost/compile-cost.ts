import {
  getNullableType,
  GraphQLError,
  isAbstractType,
  isListType,
  isObjectType,
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { operationRoot, selected, type Selecting } from './selected.ts';
import { argumentsCost, argumentValues, hasVariables, slicingSizes, type Variables } from './inputs.ts';
import { fieldWeight } from './field-weight.ts';
import type { ListSize, Weights } from './weights.ts';

/** A figure that may depend on variables. */
export type Figure = number | ((variables: Variables) => number);

/** A field of one object type, as often as the operation asks for it under one response key. */
export interface FieldCost {
  readonly key: string;
  readonly coordinate: string;
  readonly node: FieldNode;
  /** Weight of the field with its arguments. */
  readonly weight: Figure;
  /** How many values one such field has. */
  readonly size: Figure;
  /** Weight of one value of a scalar or an enum. */
  readonly leaf: number;
  /** What is selected of an object below, one for each type that it may have: positions in `sets`. */
  readonly below: readonly number[];
  readonly listSize: ListSize | null;
  /** How many slicing arguments have a value. */
  readonly slicing: Figure;
}

/** What is selected of one object type at one place. */
export interface SetCost {
  readonly type: string;
  readonly weight: number;
  readonly fields: readonly FieldCost[];
}

/** An operation, ready to be estimated. `sets` has what lies below before what lies above; the last is the root. */
export interface CostedOperation {
  readonly sets: readonly SetCost[];
  readonly dependsOnVariables: boolean;
}

export interface CostModel {
  readonly schema: GraphQLSchema;
  readonly weights: Weights;
  /** How long a list is that nothing is known of. */
  readonly assumedListSize: number;
}

type Arguments = ReturnType<typeof argumentValues>;

/** A list further down whose size an argument up here says. */
interface Sized {
  readonly path: readonly string[];
  readonly size: Figure;
}

/** More sets than any honest operation has: fragments that are spread over and over at ever new places. */
const mostSets = 5_000;

/** Throws GraphQLError (QUERY_TOO_COMPLEX) when the operation falls into too many parts to be weighed. */
export function compileCost(model: CostModel, selecting: Selecting): CostedOperation {
  const compiler = new Compiler(model, selecting);
  const { type, set } = operationRoot(model.schema, selecting);
  compiler.set(type, [set], []);
  return compiler;
}

class Compiler implements CostedOperation {
  readonly sets: SetCost[] = [];
  dependsOnVariables = false;
  readonly #known = new Map<string, number>();
  readonly #numbers = new Map<object, number>();
  readonly #model: CostModel;
  readonly #selecting: Selecting;

  constructor(model: CostModel, selecting: Selecting) {
    this.#model = model;
    this.#selecting = selecting;
  }

  /** The same selections of the same type are weighed once, however many ways lead there. */
  set(type: GraphQLObjectType, selections: readonly SelectionSetNode[], sized: readonly Sized[]): number {
    const key = [type.name, ...selections.map((s) => this.#numberOf(s)), ...sized.map((s) => this.#numberOf(s))].join();
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const fields: FieldCost[] = [];
    for (const [responseKey, nodes] of selected(this.#model.schema, this.#selecting, type, selections)) {
      const cost = this.#field(type, responseKey, nodes, sized);
      if (cost) fields.push(cost);
    }
    if (this.sets.length >= mostSets)
      throw new GraphQLError('The query spreads its fragments over too many places. Split it.', {
        extensions: { code: 'QUERY_TOO_COMPLEX' },
      });
    const at = this.sets.push({ type: type.name, weight: this.#typeWeight(type.name, 1), fields }) - 1;
    this.#known.set(key, at);
    return at;
  }

  #field(
    parent: GraphQLObjectType,
    key: string,
    nodes: readonly FieldNode[],
    sized: readonly Sized[],
  ): FieldCost | null {
    const [node] = nodes;
    const field = node && parent.getFields()[node.name.value];
    if (!field) return null;
    const { weights } = this.#model;
    const { coordinate, own, leaf, typeName, listSize, weighed, isFree } = fieldWeight(weights, parent, field);
    if (isFree) return null;
    const given = this.#given(field, node, weighed);
    const slicing = listSize ? given((values) => slicingSizes(listSize, values).length) : 0;
    const sliced: Figure | null = listSize && given((values) => this.#slicedSize(listSize, values));
    const further = [
      ...(listSize?.sizedFields ?? []).map((path) => ({ path, size: sliced ?? 1 })),
      ...sized.flatMap(({ path: [first, ...path], size }) => (first === field.name ? [{ path, size }] : [])),
    ];
    const here = further.find(({ path }) => path.length === 0)?.size;
    const fromAbove = further.filter(({ path }) => path.length > 0);
    const ownSize = listSize?.sizedFields.length === 0 ? sliced : null;
    const weight = given((values) => Math.max(0, own + argumentsCost(coordinate, values, weights)));
    const below = leaf === null ? this.#below(typeName, nodes, fromAbove) : [];
    if (leaf === 0 && weight === 0 && !listSize) return null;
    return {
      key,
      coordinate,
      node,
      weight,
      size: this.#sizeOf(field.type, here ?? ownSize),
      leaf: leaf ?? 0,
      below,
      listSize,
      slicing,
    };
  }

  #below(typeName: string, nodes: readonly FieldNode[], sized: readonly Sized[]): number[] {
    const { schema } = this.#model;
    const type = schema.getType(typeName);
    const types = isAbstractType(type) ? schema.getPossibleTypes(type) : isObjectType(type) ? [type] : [];
    const selections = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    return types.map((one) => this.set(one, selections, sized));
  }

  #typeWeight(name: string, fallback: number): number {
    return this.#model.weights.costs.get(name) ?? fallback;
  }

  #slicedSize(listSize: ListSize, given: Arguments): number {
    const sizes = slicingSizes(listSize, given);
    return sizes.length > 0 ? Math.max(...sizes) : (listSize.assumedSize ?? this.#model.assumedListSize);
  }

  #sizeOf(type: GraphQLOutputType, known: Figure | null): Figure {
    let levels = 0;
    for (let at = getNullableType(type); isListType(at); at = getNullableType(at.ofType)) levels++;
    if (levels === 0) return 1;
    const { assumedListSize } = this.#model;
    const times = assumedListSize ** (levels - 1);
    const size = known ?? assumedListSize;
    return typeof size === 'number' ? size * times : (variables) => size(variables) * times;
  }

  /** Figures from the arguments of a field: numbers at once, where no variable has a say. */
  #given(
    field: GraphQLField<unknown, unknown>,
    node: FieldNode,
    weighed: ReadonlySet<string>,
  ): (make: (values: Arguments) => number) => Figure {
    if (hasVariables(node, weighed)) {
      this.dependsOnVariables = true;
      return (make) => (variables) => make(argumentValues(field, node, variables));
    }
    const values = argumentValues(field, node, {});
    return (make) => make(values);
  }

  #numberOf(thing: object): number {
    const number = this.#numbers.get(thing) ?? this.#numbers.size;
    this.#numbers.set(thing, number);
    return number;
  }
}
