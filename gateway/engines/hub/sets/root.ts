import { OperationTypeNode, type OperationDefinitionNode } from 'graphql';
import { compileLevel, type LevelCompiler } from './compile-level.ts';
import { addObject, levelOf } from './level.ts';
import { prune } from './prune.ts';
import { runLevel, runSerially } from './run-level.ts';
import type { SetFetch } from './set-fetch.ts';

/** A fetch from the root; null when something in it is not for sets. */
export function compileRoot(operation: OperationDefinitionNode, compiler: LevelCompiler): SetFetch | null {
  const type = compiler.schema.getRootType(operation.operation);
  const plan = type && compileLevel(type, [operation.selectionSet], compiler);
  if (!plan) return null;
  const isMutation = operation.operation === OperationTypeNode.MUTATION;
  return {
    start(run) {
      const level = levelOf(plan);
      const data = addObject(level, {});
      return { data, done: isMutation ? runSerially(plan, level, run) : runLevel(plan, level, run) };
    },
    prune(data, _given, faults) {
      const { isAlive, told } = prune(plan, data, faults);
      return { data: isAlive ? data : null, told };
    },
  };
}
