import type { SetCall } from './field.ts';

let fields = 0;

/** Name of the property under which parents hold what came along for one field; no column has such a name. */
export const alongName = (): string => `@${String((fields += 1))}`;

/** What came along with the parents; the others' is asked for. `undefined` means that nothing did. */
export async function cameAlong<T>(
  call: SetCall,
  name: string,
  ask: (call: SetCall) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const missing = call.parents.filter((parent) => parent[name] === undefined);
  if (missing.length === call.parents.length) return ask(call);
  const asked = missing.length === 0 ? [] : await ask({ ...call, parents: missing });
  let next = 0;
  return call.parents.map((parent) => (parent[name] === undefined ? asked[next++] : parent[name]) as T);
}
