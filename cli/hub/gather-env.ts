import { EnvFaults } from '../../kit/env/read-env.ts';
import type { EnvFault } from '../../kit/env/read-env.ts';

type Results<R extends readonly (() => unknown)[]> = { [K in keyof R]: R[K] extends () => infer T ? T : never };

/** Runs several readers of the environment; throws EnvFaults once, with the faults of all of them. */
export function gatherEnv<const R extends readonly (() => unknown)[]>(...readers: R): Results<R> {
  const faults: EnvFault[] = [];
  const values = readers.map((read) => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof EnvFaults)) throw error;
      faults.push(...error.faults);
      return undefined;
    }
  });
  if (faults.length > 0)
    throw new EnvFaults(faults.filter((f, i) => faults.findIndex((other) => other.variable === f.variable) === i));
  return values as Results<R>;
}
