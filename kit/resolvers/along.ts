import { andThen, type PromiseOrValue } from '../promise-or-value.ts';
import type { SetCall } from './field.ts';

let fields = 0;

/** Name of the property under which parents hold what came along for one field; no column has such a name. */
export const alongName = (): string => `@${String((fields += 1))}`;

/** What came along with the parents; the others' is asked for. `undefined` means that nothing did. */
export function cameAlong<T>(
  call: SetCall,
  name: string,
  ask: (call: SetCall) => PromiseOrValue<readonly T[]>,
): PromiseOrValue<readonly T[]> {
  const { parents } = call;
  const missing = parents.filter((parent) => parent[name] === undefined);
  if (missing.length === 0) return parents.map((parent) => parent[name] as T);
  if (missing.length === parents.length) return ask(call);
  return andThen(ask({ ...call, parents: missing }), (asked) => {
    let next = 0;
    return parents.map((parent) => (parent[name] === undefined ? asked[next++] : parent[name]) as T);
  });
}
