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
  readonly clusters: Int32Array;
  readonly judged: readonly IdentityRecord[];
}

/** Matches all records and judges those that the truth knows; `truth` is the entity by `accountName`. */
export function judge(records: readonly IdentityRecord[], truth: ReadonlyMap<string, string>): Judgement {
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
  return {
    precision,
    recall,
    recallBySystems: recallBySystems(records, clusters, entities),
    clusters,
    judged: records,
  };
}

function recallBySystems(
  records: readonly IdentityRecord[],
  clusters: Int32Array,
  entities: readonly number[],
): Record<string, number> {
  const members = new Map<number, number[]>();
  for (const [at, entity] of entities.entries()) members.set(entity, [...(members.get(entity) ?? []), at]);
  const tally = new Map<string, { found: number; all: number }>();
  for (const group of members.values())
    for (const [i, a] of group.entries())
      for (const b of group.slice(i + 1)) {
        const systems = [records[a]?.system, records[b]?.system].sort().join(' - ');
        const counts = tally.get(systems) ?? { found: 0, all: 0 };
        counts.all += 1;
        if (clusters[a] === clusters[b]) counts.found += 1;
        tally.set(systems, counts);
      }
  return Object.fromEntries([...tally].sort().map(([systems, { found, all }]) => [systems, found / all]));
}
