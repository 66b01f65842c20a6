import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { openHub } from '../../cli/hub/open-hub.ts';
import { loadModules, relationsOf } from '../../cli/hub/subgraph-modules.ts';
import { createRequestContext, systemClock } from '../../kit/context.ts';
import type { Row } from '../../kit/relation.ts';
import { loadSources } from '../../kit/sources/load.ts';
import { renderProblems } from '../../kit/sources/problem.ts';
import { clusterScores } from '../../subgraphs/customer/identity/evaluate/metrics.ts';
import { match } from '../../subgraphs/customer/identity/match.ts';
import { byIdentity, type IdentityRecord } from '../../subgraphs/customer/identity/record.ts';
import { customers } from '../../subgraphs/customer/relations.ts';

const inProject = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const evidence = Object.keys(customers.columns).filter(
  (name) => !['account_id', 'kind', 'updated_at', 'is_deleted'].includes(name),
);

/** A row of a customers feed as the matching engine reads it. */
function recordOf(row: Row<typeof customers>): IdentityRecord {
  const values: Record<string, string[]> = {};
  for (const [name, value] of Object.entries(row))
    if (evidence.includes(name) && value !== null) {
      const texts = Array.isArray(value) ? value.map(String) : [String(value as string)];
      if (texts.length > 0) values[name] = texts;
    }
  const kind = row.kind === 'PERSON' || row.kind === 'ORGANIZATION' ? row.kind : null;
  return { system: row.system, id: row.account_id, kind, values };
}

/** All accounts of these sources, read through their mappings. */
export async function readFeeds(
  folders: readonly string[],
  connections: Readonly<Record<string, string>>,
): Promise<IdentityRecord[]> {
  const modules = await loadModules(['customer']);
  const { sources, problems } = loadSources(folders.map(inProject), relationsOf(await loadModules()));
  if (problems.length > 0) throw new Error(renderProblems(problems));
  const hub = openHub({
    modules,
    definitions: sources,
    env: connections,
    log: pino({ level: 'silent' }),
    clock: systemClock,
  });
  const records: IdentityRecord[] = [];
  try {
    for (const source of hub.sources) {
      const context = createRequestContext({ requestId: 'feeds', timeoutMs: 60_000 });
      for await (const batch of source.stream(customers, context, 1000)) records.push(...batch.map(recordOf));
    }
  } finally {
    await hub.stop();
  }
  return records.sort(byIdentity);
}

export const accountName = ({ system, id }: { system: string; id: string }): string => `${system} ${id}`;

export interface Judgement {
  readonly precision: number;
  readonly recall: number;
  /** Recall of the pairs between two systems (or within one), by `system - system`. */
  readonly recallBySystems: Readonly<Record<string, number>>;
  /** Recall of the customers of which `isOfInterest` holds for any account. */
  readonly recallOfInterest: number;
  /** Cluster by `accountName`. */
  readonly clusterOf: ReadonlyMap<string, number>;
}

/** Matches all records and judges those that the truth knows; `truth` is the entity by `accountName`. */
export function judge(
  records: readonly IdentityRecord[],
  truth: ReadonlyMap<string, string>,
  isOfInterest: (record: IdentityRecord) => boolean = () => true,
): Judgement {
  const { clusters } = match(records);
  const numbers = new Map<string, number>();
  const entities = records.map((record, at) => {
    // a record outside of the truth is somebody of its own
    const entity = truth.get(accountName(record)) ?? `alone ${String(at)}`;
    const number = numbers.get(entity) ?? numbers.size;
    numbers.set(entity, number);
    return number;
  });
  const { precision, recall } = clusterScores(clusters, entities).pairs;
  const tally = new RecallTally();
  const members = new Map<number, number[]>();
  for (const [at, entity] of entities.entries()) members.set(entity, [...(members.get(entity) ?? []), at]);
  for (const group of members.values()) {
    const accounts = group.flatMap((at) => records[at] ?? []);
    const ofInterest = accounts.some(isOfInterest);
    for (const [i, a] of group.entries())
      for (const [j, b] of group.slice(i + 1).entries()) {
        const isFound = clusters[a] === clusters[b];
        tally.add([accounts[i]?.system, accounts[i + 1 + j]?.system].sort().join(' - '), isFound);
        if (ofInterest) tally.add(interest, isFound);
      }
  }
  const { [interest]: recallOfInterest = 1, ...recallBySystems } = tally.shares();
  const clusterOf = new Map(records.map((record, at) => [accountName(record), clusters[at] ?? at]));
  return { precision, recall, recallBySystems, recallOfInterest, clusterOf };
}

const interest = 'of interest';

/** Shares of pairs found, by name. */
class RecallTally {
  readonly #counts = new Map<string, { found: number; all: number }>();

  add(name: string, isFound: boolean): void {
    const counts = this.#counts.get(name) ?? { found: 0, all: 0 };
    counts.all += 1;
    if (isFound) counts.found += 1;
    this.#counts.set(name, counts);
  }

  shares(): Record<string, number> {
    return Object.fromEntries([...this.#counts].sort().map(([name, { found, all }]) => [name, found / all]));
  }
}
