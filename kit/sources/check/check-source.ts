import type { RequestContext } from '../../context.ts';
import type { Database, QueryOptions, ResultColumn } from '../../database/database.ts';
import { HubError } from '../../errors/hub-error.ts';
import type { Relation, Row } from '../../relation.ts';
import { mappingOf } from '../definition.ts';
import type { SourceDefinition } from '../definition.ts';
import { feedSubgraph } from '../mapping-files.ts';
import type { Relations } from '../mapping-files.ts';
import type { Source } from '../source.ts';
import { checkColumns } from './check-columns.ts';
import { databaseWords, failure, isTimeout, isUnavailable, resultsOf, skipped } from './check-context.ts';
import type { MappingCheck, Outcome } from './check-context.ts';
import { checkFeed } from './check-feed.ts';
import { checkKey } from './check-key.ts';
import { checkPushedDown } from './check-pushed-down.ts';
import { checkRights, checkWriteRefused } from './check-read-only.ts';
import type { CheckName, CheckResult } from './check-result.ts';
import { checkSample } from './check-sample.ts';
import { mappingPlaces } from './mapping-places.ts';

export interface CheckOptions {
  readonly relations: Relations;
  /** A pool to the system of the definition; stays open. */
  readonly database: Database;
  /** The same system as the runtime opens it; stays open. Without it sample rows are not decoded. */
  readonly source: Source | null;
  /** Its signal stops the checks. */
  readonly context: RequestContext;
  /** Told as soon as a result is known, for progress. */
  readonly onResult?: (result: CheckResult) => void;
}

/** Tries a source on its database: reads only, one statement at a time, each within the statement timeout. */
export async function checkSource(definition: SourceDefinition, options: CheckOptions): Promise<CheckResult[]> {
  const { database, context } = options;
  const results: CheckResult[] = [];
  const report = (relation: string | null, check: CheckName, outcomes: readonly Outcome[]): void => {
    for (const result of resultsOf(definition.system, relation, check, outcomes)) {
      results.push(result);
      options.onResult?.(result);
    }
  };
  const query: QueryOptions = { signal: context.signal, timeoutMs: definition.limits.statementTimeoutMs };
  const place = { file: `${definition.folder}/source.yaml`, line: 1, column: 1 };
  const guard = async (
    relation: string | null,
    check: CheckName,
    work: () => Promise<readonly Outcome[]>,
  ): Promise<boolean> => {
    try {
      const outcomes = await work();
      report(relation, check, outcomes);
      return outcomes.every((o) => o.status !== 'error');
    } catch (error) {
      if (!(error instanceof HubError) || error.code === 'REQUEST_CANCELLED') throw error;
      const found = isTimeout(error) ? `no answer within ${query.timeoutMs} ms` : databaseWords(error);
      const action = isUnavailable(error)
        ? `check that the system is up and that ${definition.connection} is right (host, database, user, password; TLS as in docs/sources.md)`
        : 'correct the mapping, the rights of the account, or limits.statementTimeout';
      report(relation, check, [failure({ ...place, expected: 'an answer of the database', found, action })]);
      return false;
    }
  };

  const isUp = await guard(null, 'connection', async () => {
    await database.query({ sql: 'select 1 as one', bindings: [] }, query);
    return [{ status: 'ok', note: `${database.dialect} answers` }];
  });
  if (!isUp) return results;
  const isAccepted = await guard(null, 'read-only', async () => [
    await checkRights(database, query, definition.allowWritableAccount, place),
  ]);
  await guard(null, 'read-only', async () => [await checkWriteRefused(database, query, place)]);

  const feeds = new Set((options.relations.get(feedSubgraph) ?? []).map((r) => r.name));
  const relations = new Map<string, Relation>([...options.relations.values()].flat().map((r) => [r.name, r]));
  for (const relation of relations.values()) {
    const mapping = mappingOf(definition, relation.name, database.dialect);
    if (!mapping) continue;
    const places = mappingPlaces(mapping);
    const check: MappingCheck = {
      definition,
      mapping,
      relation,
      isFeed: feeds.has(relation.name),
      database,
      options: query,
      places,
    };
    let columns: readonly ResultColumn[] = [];
    const parses = await guard(relation.name, 'parses', async () => {
      const described = await describe(check);
      if (!Array.isArray(described)) return [described as Outcome];
      columns = described;
      return [{ status: 'ok', note: 'the database understands it' }];
    });
    if (!parses) continue;
    if (!(await guard(relation.name, 'columns', () => Promise.resolve(checkColumns(check, columns))))) {
      for (const rest of ['key', 'pushed-down', 'sample'] as const)
        report(relation.name, rest, [skipped('columns first')]);
      continue;
    }
    let rows: number | null = null;
    await guard(relation.name, 'key', async () => {
      const key = await checkKey(check, columns);
      rows = key.rows;
      return key.outcomes;
    });
    await guard(relation.name, 'pushed-down', () => checkPushedDown(check, columns, rows));
    const { source } = options;
    if (!source || !isAccepted) {
      report(relation.name, 'sample', [
        skipped(source ? 'the hub does not use this account' : 'the runtime is not there'),
      ]);
      continue;
    }
    let sampled: readonly Row[] | null = null;
    await guard(relation.name, 'sample', async () => {
      const sample = await checkSample(check, columns, source, context);
      sampled = sample.rows;
      return sample.outcomes;
    });
    if (relation.name === 'customers' && sampled !== null) report(relation.name, 'feed', checkFeed(check, sampled));
  }
  return results;
}

/** Columns of the mapping, or why the database does not understand it, at the place that it names. */
async function describe(check: MappingCheck): Promise<ResultColumn[] | Outcome> {
  try {
    return await check.database.describe(check.mapping.sql, check.options);
  } catch (error) {
    if (!(error instanceof HubError) || isUnavailable(error) || isTimeout(error) || error.code === 'REQUEST_CANCELLED')
      throw error;
    const position = Number((error.cause as { position?: unknown } | undefined)?.position);
    // The runtime describes `select * from (\n<mapping>`; PostgreSQL counts from 1 in that text.
    const offset = Number.isInteger(position) ? position - 1 - 'select * from (\n'.length : 0;
    return failure({
      ...check.places.at(Math.max(0, offset)),
      expected: 'SQL that the database understands',
      found: databaseWords(error),
      action: 'correct the SELECT; it must also run inside select * from (...) r',
    });
  }
}
