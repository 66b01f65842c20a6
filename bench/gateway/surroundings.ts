import type { Surroundings } from './contestants.ts';
import { startOwn } from './processes/measured-process.ts';

type Given = Pick<Surroundings, 'env' | 'profile' | 'signal' | 'say'>;

/** What contestants find around them; the process with the subgraphs starts when the first one asks for it. */
export function surroundingsOf(given: Given): Surroundings {
  let shared: ReturnType<Surroundings['subgraphs']> | undefined;
  return {
    ...given,
    subgraphs: () =>
      (shared ??= startOwn<Readonly<Record<string, string>>>('subgraphs', {
        args: [],
        env: given.env,
        profile: given.profile,
      })),
  };
}
