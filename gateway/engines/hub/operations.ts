import { LRUCache } from 'lru-cache';
import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import type { Metrics } from '../../../kit/telemetry/metrics.ts';
import type { Trace } from '../../../kit/telemetry/trace.ts';
import type { CompiledOperation, OperationCompiler } from './compile/compile-operation.ts';
import { mostWeight, weightOf } from '../../validation/document-weight.ts';
import { observedCompile } from './compile/observed-compile.ts';
import { operationOf, type Operation } from './plan/operation.ts';
import type { Conditions } from './plan/settle.ts';

/** What the gateway knows of one operation of one document. */
export interface KnownOperation {
  readonly operation: Operation;
  readonly document: DocumentNode;
  /** By the values of its conditions. */
  readonly compiled: LRUCache<string, CompiledOperation>;
}

/** Most combinations of conditions that one operation keeps. */
const mostVariants = 16;

/** With all that it may be compiled to. However heavy it is, it is kept: to compile it takes long. */
function weigh({ operation: { conditions }, document }: KnownOperation): number {
  return Math.min(mostWeight, weightOf(document) * Math.min(mostVariants, 2 ** conditions.length));
}

/** The compiled operations of one supergraph, bounded; those that are used least go first. */
export class Operations {
  readonly #known: LRUCache<string, KnownOperation>;
  /** The keys of those that were asked for by the same document before. */
  readonly #keys = new WeakMap<OperationDefinitionNode, string>();
  readonly #compiler: OperationCompiler;
  readonly #metrics: Metrics | null;

  /** `evicted` is called for each operation that makes room for another. */
  constructor(
    compiler: OperationCompiler,
    { capacity, evicted, metrics }: { capacity: number; evicted: () => void; metrics: Metrics | null },
  ) {
    this.#compiler = compiler;
    this.#metrics = metrics;
    this.#known = new LRUCache({
      max: capacity,
      maxSize: mostWeight,
      sizeCalculation: weigh,
      dispose: (_operation, _key, reason) => {
        if (reason === 'evict') evicted();
      },
    });
  }

  get size(): number {
    return this.#known.size;
  }

  /** `queryHash` is that of the document. */
  get(queryHash: string, document: DocumentNode, definition: OperationDefinitionNode): KnownOperation {
    let key = this.#keys.get(definition);
    if (key === undefined) this.#keys.set(definition, (key = `${queryHash} ${definition.name?.value ?? ''}`));
    return this.#at(key, document, definition);
  }

  #at(key: string, document: DocumentNode, definition: OperationDefinitionNode): KnownOperation {
    const found = this.#known.get(key);
    if (found) return found;
    const known: KnownOperation = {
      operation: operationOf(document, definition),
      document,
      compiled: new LRUCache({ max: mostVariants }),
    };
    this.#known.set(key, known);
    return known;
  }

  /** Compiles an operation for these values of its variables, unless that was done before. */
  compiled({ operation, compiled }: KnownOperation, values: Conditions, trace: Trace | null = null): CompiledOperation {
    const { conditions } = operation;
    let key = '';
    for (const name of conditions) key += values[name] === true ? '1' : '0';
    const found = compiled.get(key);
    if (found) return found;
    const made = observedCompile(operation, values, this.#compiler, { trace, metrics: this.#metrics });
    compiled.set(key, made);
    return made;
  }

  /** Compiles what another supergraph's operations had compiled; it must be valid for this one. */
  adopt(key: string, other: KnownOperation): void {
    const { conditions, definition } = other.operation;
    const known = this.#at(key, other.document, definition);
    for (const bits of other.compiled.keys())
      this.compiled(known, Object.fromEntries(conditions.map((name, at) => [name, bits[at] === '1'])));
  }

  /** The operations that are known, the last used first. */
  entries(): Iterable<[string, KnownOperation]> {
    return this.#known.entries();
  }
}
