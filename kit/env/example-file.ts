import { flatten } from './read-env.ts';
import type { Variables } from './read-env.ts';
import type { Variable } from './variable.ts';

export interface EnvSection {
  readonly title: string;
  readonly variables: Variables;
}

/** The text of `.env.example`: every variable of every reader, required ones open, others commented with their default. */
export function renderEnvExample(sections: readonly EnvSection[]): string {
  const head =
    '# Every variable that the hub reads; commented lines are the defaults, or examples where absent\n# means something else. Copy to .env, change what you need, and have Node read it:\n' +
    '#\n#   node --env-file=.env bin/hub.mjs start\n';
  return (
    head +
    sections.map((s) => `\n# ---- ${s.title} ----\n${flatten(s.variables).map(renderVariable).join('')}`).join('')
  );
}

function renderVariable(variable: Variable): string {
  const comment = `\n# ${variable.description} (${variable.expected})\n`;
  return `${comment}${variable.fallback === undefined ? '' : '# '}${variable.name}=${variable.example}\n`;
}
