import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { pino } from 'pino';
import { expect, inject } from 'vitest';
import { loadModules, relationsOf } from '../../cli/hub/subgraph-modules.ts';
import { createRequestContext, systemClock, type RequestContext } from '../../kit/context.ts';
import { Secret } from '../../kit/env/secret.ts';
import type { Relation, Row } from '../../kit/relation.ts';
import { loadSources } from '../../kit/sources/load.ts';
import { openSource } from '../../kit/sources/open-source.ts';
import type { Source } from '../../kit/sources/source.ts';
import { loadRealSystems } from './load.ts';
import type { RealSystem } from './systems.ts';

export interface RealSystemUrls {
  /** An account that may only SELECT what the mappings read: what the hub uses. */
  readonly readerUrl: string;
  /** All rights, same database: what the oracle uses. */
  readonly adminUrl: string;
}

/** One real system on the MariaDB of the tests, loaded once per run; null, with the reason printed, when it can't be. */
export async function givenRealSystem(system: RealSystem): Promise<RealSystemUrls | null> {
  const server = inject('mariadbUrl');
  const urls = await loadRealSystems(server, {
    systems: [system],
    say: (line) => void process.stderr.write(`\n*** ${line}\n`),
  });
  const readerUrl = urls?.[system];
  if (server === null || readerUrl === undefined) return null;
  const admin = new URL(server);
  admin.pathname = `/${system}`;
  return { readerUrl, adminUrl: admin.href };
}

export interface OpenRealSystem {
  readonly source: Source;
  /** Hand-written SQL over the original tables; every value as text. */
  hand<T = Record<string, string | null>>(sql: string, values?: readonly unknown[]): Promise<T[]>;
  /** All rows of a relation through its mapping. */
  all<R extends Relation>(relation: R): Promise<Row<R>[]>;
  context(): RequestContext;
  close(): Promise<void>;
}

/** Opens `sources/<system>` as the hub does, and a connection for the oracle. */
export async function openRealSystem(system: RealSystem, urls: RealSystemUrls): Promise<OpenRealSystem> {
  const relations = relationsOf(await loadModules());
  const folder = new URL(`../../sources/${system}`, import.meta.url).pathname;
  const loaded = loadSources([folder], relations);
  expect(loaded.problems).toEqual([]);
  const [definition] = loaded.sources;
  if (!definition) throw new Error(`sources/${system} was not found`);
  const source = openSource(definition, {
    url: new Secret(urls.readerUrl),
    relations: [...relations.values()].flat(),
    log: pino({ level: 'silent' }),
    clock: systemClock,
  });
  const admin: Connection = await createConnection({
    uri: urls.adminUrl,
    charset: 'utf8mb4',
    timezone: 'Z',
    typeCast: (field) => field.string(),
  });
  await admin.query(`set time_zone = '+00:00'`);
  const context = (): RequestContext => createRequestContext({ requestId: system, timeoutMs: 30_000 });
  return {
    source,
    context,
    hand: async <T>(sql: string, values: readonly unknown[] = []) => {
      const [rows] = await admin.query<(T & RowDataPacket)[]>(sql, [...values]);
      return rows;
    },
    all: async <R extends Relation>(relation: R) => {
      const rows: Row<R>[] = [];
      for await (const batch of source.stream(relation, context(), 5000)) rows.push(...batch);
      return rows;
    },
    close: async () => {
      await source.close();
      await admin.end();
    },
  };
}
