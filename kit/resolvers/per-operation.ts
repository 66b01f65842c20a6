import type { SetCall } from './field.ts';
import type { Selection } from './set-entry.ts';

/** What of a call is the same object whenever a compiled operation runs, where no argument is a variable. */
type Fixed = Pick<SetCall, 'args' | 'selection' | 'sources'>;

/** What `make` gives for the arguments and the selection of a call, made once per operation. */
export function perOperation<T>(make: (call: Fixed) => T): (call: Fixed) => T {
  const known = new WeakMap<Selection, Pick<Fixed, 'args' | 'sources'> & { readonly made: T }>();
  return (call) => {
    const { args, selection, sources } = call;
    const last = known.get(selection);
    if (last && last.args === args && last.sources === sources) return last.made;
    const made = make(call);
    known.set(selection, { args, sources, made });
    return made;
  };
}
