import { GraphQLError } from 'graphql';
import type { CostedOperation, FieldCost, Figure } from './compile-cost.ts';
import type { Variables } from './inputs.ts';

/** The two figures of the GraphQL Cost Directives specification (5.3.2), as static analysis sees them: upper bounds. */
export interface Cost {
  /** Weighted count of all values in the answer. */
  readonly type: number;
  /** Weighted count of all fields that are resolved, with their arguments. */
  readonly field: number;
}

export interface Estimate extends Cost {
  /** The larger of the two: one limit holds both. */
  readonly estimated: number;
}

const figure = (of: Figure, variables: Variables): number => (typeof of === 'number' ? of : of(variables));

/** Cost of every set of an operation, of one object each; the last is that of the whole operation. */
function costs({ sets }: CostedOperation, variables: Variables): Cost[] {
  const found: Cost[] = [];
  for (const { weight, fields } of sets) {
    let type = weight;
    let field = 0;
    for (const one of fields) {
      const cost = costOf(one, found, variables);
      type += cost.type;
      field += cost.field;
    }
    found.push({ type, field });
  }
  return found;
}

function costOf({ weight, size, leaf, below }: FieldCost, known: readonly Cost[], variables: Variables): Cost {
  let type = leaf;
  let field = 0;
  // Of the types that an object may have, the dearest.
  for (const at of below) {
    type = Math.max(type, known[at]?.type ?? 0);
    field = Math.max(field, known[at]?.field ?? 0);
  }
  const count = figure(size, variables);
  return { type: count * type, field: figure(weight, variables) + count * field };
}

/** Costs of an operation with these variables, which have their defaults already. */
export function estimate(operation: CostedOperation, variables: Variables): Estimate {
  const { type, field } = costs(operation, variables).at(-1) ?? { type: 0, field: 0 };
  return { type, field, estimated: Math.max(type, field) };
}

/** Throws GraphQLError where a field that requires exactly one slicing argument is given none, or several. */
export function assertSliced({ sets }: CostedOperation, variables: Variables): void {
  for (const { coordinate, node, listSize, slicing } of sets.flatMap(({ fields }) => fields)) {
    if (!listSize?.requireOneSlicingArgument || listSize.slicingArguments.length === 0) continue;
    const count = figure(slicing, variables);
    if (count === 1) continue;
    const names = listSize.slicingArguments.map((path) => path.join('.')).join(', ');
    throw new GraphQLError(`${coordinate}: expected exactly one of ${names} with a value, found ${String(count)}.`, {
      nodes: [node],
      extensions: { code: 'BAD_USER_INPUT' },
    });
  }
}

/**
 * The way on which most of the cost arises, with the sizes of its lists: `customers.nodes(1000).orders.nodes(100)`. It ends
 * where no field costs more than half of what is left.
 */
export function dearestPath(operation: CostedOperation, variables: Variables): string {
  const known = costs(operation, variables);
  const total = known.at(-1);
  const kind = total && total.field > total.type ? 'field' : 'type';
  const path: string[] = [];
  for (let set = operation.sets.at(-1); set;) {
    let dearest: FieldCost | undefined;
    let sum = set.weight;
    let most = 0;
    for (const field of set.fields) {
      const cost = costOf(field, known, variables)[kind];
      sum += cost;
      if (cost > most) [dearest, most] = [field, cost];
    }
    if (!dearest || most * 2 < sum) break;
    const count = figure(dearest.size, variables);
    path.push(count === 1 ? dearest.key : `${dearest.key}(${String(count)})`);
    const next = [...dearest.below].sort((a, b) => (known[b]?.[kind] ?? 0) - (known[a]?.[kind] ?? 0))[0];
    set = next === undefined ? undefined : operation.sets[next];
  }
  return path.join('.');
}
