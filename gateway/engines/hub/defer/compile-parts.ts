import type { GraphQLSchema } from 'graphql';
import type { FetchStep, Step } from '../compile/steps.ts';
import type { Settled } from '../plan/settle.ts';
import { compilePart } from '../write/compile-writer.ts';
import { neededFor, shapeOf, type Shape } from './needed.ts';
import { split, type Part } from './split.ts';

/** A part that can be told as soon as the fetches that it needs have ended. */
export interface CompiledPart {
  readonly part: Part;
  readonly shape: Shape;
  readonly needed: ReadonlySet<FetchStep>;
  /** JSON of what the part has of one object. */
  readonly textOf: (object: unknown) => string;
}

/**
 * The parts of an operation over the same plan that answers it in one: a part does not wait for fetches that others alone
 * need. Null when nothing is deferred. The first one is what comes at once.
 */
export function compileParts(schema: GraphQLSchema, settled: Settled, plan: Step): readonly CompiledPart[] | null {
  const parts = split(schema, settled);
  return (
    parts?.map((part) => {
      const shape = shapeOf(part);
      return { part, shape, needed: neededFor(shape, plan), textOf: compilePart(schema, settled, part) };
    }) ?? null
  );
}
