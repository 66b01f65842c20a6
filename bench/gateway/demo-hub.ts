import { pino } from 'pino';
import { definitionsOf } from '../../cli/hub/definitions.ts';
import { demoFolders } from '../../cli/hub/demo-folders.ts';
import { openHub, type Hub } from '../../cli/hub/open-hub.ts';
import { loadModules } from '../../cli/hub/subgraph-modules.ts';
import { systemClock } from '../../kit/context.ts';

/** Sources and subgraphs of the demo company, at the URLs in these variables; loads no more than a hub that serves. */
export async function openDemoHub(env: Readonly<Record<string, string>>): Promise<Hub> {
  const modules = await loadModules();
  const log = pino({ level: 'silent' });
  return openHub({ modules, definitions: definitionsOf(demoFolders(), modules), env, log, clock: systemClock });
}
