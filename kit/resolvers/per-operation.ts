import type { SetCall } from './field.ts';
import type { Selection } from './set-entry.ts';

/** What of a call is the same object whenever a compiled operation runs, where no argument is a variable. */
type Fixed = Pick<SetCall, 'args' | 'selection'>;

/** What `make` gives for the arguments and the selection of a call, made once per operation. */
export function perOperation<T>(make: (call: Fixed) => T): (call: Fixed) => T {
  const known = new WeakMap<Selection, { readonly args: Fixed['args']; readonly made: T }>();
  return ({ args, selection }) => {
    const last = known.get(selection);
    if (last && last.args === args) return last.made;
    const made = make({ args, selection });
    known.set(selection, { args, made });
    return made;
  };
}
