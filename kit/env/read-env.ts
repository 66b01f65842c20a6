import type { Variable } from './variable.ts';

/** Variables of a service as a nested object: `{ port: port('GATEWAY_PORT', 4000, '...'), limits: { depth: ... } }`. */
export interface Variables {
  readonly [name: string]: Variable | Variables;
}

/** What a tree of variables reads: the same tree with values. */
export type Env<V> = { readonly [K in keyof V]: V[K] extends Variable<infer T> ? T : Env<V[K]> };

/** The environment as the composition root hands it on: `process.env`, or a made one in tests. */
export type RawEnv = Readonly<Record<string, string | undefined>>;

export interface EnvFault {
  readonly variable: string;
  readonly expected: string;
  /** Secrets are not shown. */
  readonly found: string;
  readonly action: string;
}

/** Thrown once, with every fault. */
export class EnvFaults extends Error {
  override readonly name = 'EnvFaults';
  constructor(readonly faults: readonly EnvFault[]) {
    super(
      `The environment is not in order.\n\n${faults.map(renderFault).join('\n')}\n${faults.length} fault${faults.length === 1 ? '' : 's'}.`,
    );
  }
}

/** Reads a tree of variables once. Errors: EnvFaults with every variable that is missing or unfit. */
export function readEnv<const V extends Variables>(variables: V, env: RawEnv): Env<V> {
  const faults: EnvFault[] = [];
  const values = readTree(variables, env, faults);
  if (faults.length > 0) throw new EnvFaults(faults);
  return values as Env<V>;
}

/** All variables of a tree, flat, in order. */
export function flatten(variables: Variables): Variable[] {
  return Object.values(variables).flatMap((v) => (isVariable(v) ? [v] : flatten(v)));
}

function readTree(variables: Variables, env: RawEnv, faults: EnvFault[]): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [key, node] of Object.entries(variables))
    values[key] = isVariable(node) ? readVariable(node, env, faults) : readTree(node, env, faults);
  return values;
}

function readVariable(variable: Variable, env: RawEnv, faults: EnvFault[]): unknown {
  const { name, expected, fallback } = variable;
  const raw = env[name]?.trim() ?? '';
  // An empty variable is what compose files and shells make of an absent one.
  if (raw === '') {
    if (fallback !== undefined) return fallback;
    faults.push({ variable: name, expected, found: 'nothing', action: `set ${name}: ${variable.description}` });
    return undefined;
  }
  const read = variable.schema.safeParse(raw);
  if (read.success) return read.data;
  const unset = fallback === undefined ? '' : ', or unset it';
  faults.push({
    variable: name,
    expected,
    found: show(variable, raw),
    action: `set ${name}=${variable.example}${unset}`,
  });
  return undefined;
}

function show(variable: Variable, raw: string): string {
  if (variable.isSecret || raw.includes('://')) return `a value of ${raw.length} characters (not shown)`;
  return `'${raw.slice(0, 80)}'`;
}

const renderFault = (f: EnvFault): string =>
  `${f.variable}\n  expected ${f.expected}\n  found    ${f.found}\n  to do    ${f.action}\n`;

const isVariable = (node: Variable | Variables): node is Variable =>
  typeof node['schema'] === 'object' && 'isSecret' in node;
