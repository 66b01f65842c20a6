import { createRequestContext } from '../context.ts';
import type { RunningSubgraph } from '../subgraph/module.ts';
import type { NotReady } from './health.ts';

/** Asks all subgraphs whether they can answer; one that does not say so within `timeoutMs` is not ready. */
export async function subgraphsNotReady(
  subgraphs: readonly Pick<RunningSubgraph, 'name' | 'ready'>[],
  timeoutMs: number,
): Promise<NotReady> {
  const context = createRequestContext({ requestId: 'health', timeoutMs });
  const states = await Promise.all(subgraphs.map(async (s) => [s.name, await isReady(s, context)] as const));
  return Object.fromEntries(states.filter(([, ready]) => !ready).map(([name]) => [name, 'not ready']));
}

async function isReady(
  subgraph: Pick<RunningSubgraph, 'ready'>,
  context: ReturnType<typeof createRequestContext>,
): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => {
    context.signal.addEventListener('abort', () => {
      resolve(false);
    });
  });
  const asked = subgraph.ready(context).then(
    () => true,
    () => false,
  );
  return Promise.race([asked, late]);
}
