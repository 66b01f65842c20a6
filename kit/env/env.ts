import { choice, flag, text } from './variable.ts';

/** What every process of the hub reads. Other readers are files `env.ts` too, and export `variables` and `title`. */
export const title = 'Every process';

export const variables = {
  logLevel: choice(
    'HUB_LOG_LEVEL',
    ['info', 'trace', 'debug', 'warn', 'error', 'fatal', 'silent'],
    'info',
    'How much is written to the log on stderr',
  ),
  sources: text(
    'HUB_SOURCES',
    'Source folders, or folders of source folders, separated by : or comma; empty means the demo company',
    { fallback: '' },
  ),
  coalesceStatements: flag(
    'HUB_COALESCE_STATEMENTS',
    false,
    'Whether statements of requests at the same time that differ in their keys alone become one',
  ),
};
