import { getOperationAST } from 'graphql';
import type { Service } from '../../gateway/engine.ts';
import { accepted } from './accepted.ts';
import { compare, type Difference } from './compare.ts';
import type { Answer, Contestant } from './contestants.ts';
import type { Faults, FaultPlan } from './faults.ts';
import { noFaults, planFaults } from './faults.ts';
import { operations, type GenerateOptions, type Operation } from './generate/operations.ts';
import { Random } from './generate/random.ts';
import { shrink } from './shrink.ts';

/** One supergraph with everybody who answers for it. Each contestant has data of its own when it may be changed. */
export interface World {
  readonly name: string;
  readonly contestants: readonly Contestant[];
  readonly oracle: Contestant;
  readonly faults: Faults;
  readonly mayFail: readonly string[];
  readonly sdl: string;
  /** For one more gateway, over data of its own when that may be changed. */
  services(): readonly Service[];
  readonly generate: Omit<GenerateOptions, 'schema'>;
  stop(): Promise<void>;
}

export interface Finding {
  readonly who: string;
  readonly operation: Operation;
  readonly faults: FaultPlan;
  readonly difference: Difference;
}

export interface Tally {
  operations: number;
  withFaults: number;
  /** Answers of the oracle with errors, and without any data: what was compared is not all alike. */
  withErrors: number;
  withoutData: number;
  readonly accepted: Map<string, number>;
  readonly findings: Finding[];
}

export interface DuelOptions {
  readonly count: number;
  readonly seed: number;
  readonly kind?: 'query' | 'mutation';
  /** Told after each operation. */
  readonly progress?: (tally: Tally) => void;
}

/** Gives `count` operations from a seed on to everybody, and compares with the oracle. */
export async function duel(world: World, options: DuelOptions): Promise<Tally> {
  const tally: Tally = {
    operations: 0,
    withFaults: 0,
    withErrors: 0,
    withoutData: 0,
    accepted: new Map(),
    findings: [],
  };
  const { count, seed, kind = 'query' } = options;
  for (const operation of operations(seed, { ...world.generate, schema: world.oracle.schema, kind })) {
    if (tally.operations >= count) break;
    const plan = kind === 'query' ? planFaults(new Random(operation.seed), world.mayFail) : noFaults;
    world.faults.plan = plan;
    await round(world, operation, plan, tally);
    options.progress?.(tally);
  }
  world.faults.plan = noFaults;
  return tally;
}

async function round(world: World, operation: Operation, faults: FaultPlan, tally: Tally): Promise<void> {
  const expected = await world.oracle.ask(operation);
  tally.operations += 1;
  if (faults.fields.length > 0) tally.withFaults += 1;
  if (expected.errors.length > 0) tally.withErrors += 1;
  if (expected.data === null) tally.withoutData += 1;
  for (const contestant of world.contestants) {
    const difference = await differenceOf(contestant, operation, expected);
    if (difference === null) continue;
    const known = accepted.find(
      (a) => a.who.some((name) => name === contestant.name) && a.applies(operation, difference),
    );
    if (known) tally.accepted.set(known.name, (tally.accepted.get(known.name) ?? 0) + 1);
    else tally.findings.push({ who: contestant.name, operation, faults, difference });
  }
}

/** The finding with the smallest operation that still shows a difference of the same kind. */
export async function shrunk(world: World, finding: Finding): Promise<Finding> {
  const contestant = world.contestants.find(({ name }) => name === finding.who);
  if (!contestant) return finding;
  world.faults.plan = finding.faults;
  let difference = finding.difference;
  const operation = await shrink(finding.operation, world.oracle.schema, async (smaller) => {
    const found = await differenceOf(contestant, smaller, await world.oracle.ask(smaller));
    if (found?.kind !== finding.difference.kind) return false;
    difference = found;
    return true;
  });
  world.faults.plan = noFaults;
  return { ...finding, operation, difference };
}

/** The first difference, however often a query comes; a mutation comes once. */
async function differenceOf(
  contestant: Contestant,
  operation: Operation,
  expected: Answer,
): Promise<Difference | null> {
  const isMutation = getOperationAST(operation.document, operation.operationName)?.operation === 'mutation';
  let difference: Difference | null = null;
  for (let asked = 0; asked < (isMutation ? 1 : contestant.settlesAt) && !difference; asked++)
    difference = compare(await answer(contestant, operation), expected);
  return difference;
}

/** An engine must never throw: that is an answer of its own. */
async function answer(contestant: Contestant, operation: Operation): Promise<Answer> {
  try {
    return await contestant.ask(operation);
  } catch (error) {
    const what = error instanceof Error ? (error.stack ?? error.message) : 'something';
    return { data: `threw ${what}`, errors: [] };
  }
}

/** For a person: the operation that shows a difference, ready to be tried. */
export function renderFinding({ who, operation, faults, difference }: Finding): string {
  const failing = faults.fields.length > 0 ? `\nfailing (1 of ${faults.oneOf}): ${faults.fields.join(' ')}` : '';
  return `${who}, seed ${operation.seed}: ${difference.kind} ${difference.what}\n${operation.text}\n${JSON.stringify(operation.variables)}${failing}\n`;
}
