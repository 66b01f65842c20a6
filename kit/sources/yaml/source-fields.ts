import { count, duration, names, systemId, text, timeZone, truth, variableName } from './fields.ts';
import type { Field } from './fields.ts';

const hour = 3_600_000;

/** What may stand in source.yaml, as data; the reader and the documentation loop over it. */
export function sourceFields(subgraphs: readonly string[]) {
  return {
    system: systemId('Id of the system, unique in the hub; clients see it as SourceAccount.system.'),
    title: text('What people call the system.'),
    connection: variableName('Name of the environment variable that holds the connection URL.'),
    serves: names(subgraphs, 'subgraphs', 'Subgraphs that read it. Feeds (customers.sql, events.sql) need no entry.'),
    timeZone: timeZone('Zone in which instants without a zone are read.'),
    limits: {
      connections: count(1, 50, 4, 'Most connections that one hub process opens.'),
      statementTimeout: duration(100, 10 * 60_000, 5000, 'A statement is stopped on the server after this time.'),
      rows: count(1, 1_000_000, 10_000, 'Most rows that one statement may return.'),
      waiting: count(0, 100_000, 500, 'Statements that may wait for a connection; the next one is refused at once.'),
      spareAfter: count(0, 1000, 5, 'Faults in a row after which the system is spared until it answers; 0 is never.'),
    },
    freshness: {
      warnAfter: duration(1000, 365 * 24 * hour, 24 * hour, 'Data of the feeds older than this is reported as stale.'),
      errorAfter: duration(1000, 365 * 24 * hour, 72 * hour, 'Data of the feeds older than this is an error.'),
    },
    allowWritableAccount: truth(false, 'Whether an account that can write is accepted; otherwise it is refused.'),
  } as const;
}

export type SourceFields = ReturnType<typeof sourceFields>;

export interface FieldTree {
  readonly [key: string]: Field<unknown> | FieldTree;
}

/** What a tree of fields reads. */
export type Values<T> = { readonly [K in keyof T]: T[K] extends Field<infer V> ? V : Values<T[K]> };

export const isField = (node: Field<unknown> | FieldTree): node is Field<unknown> => typeof node['read'] === 'function';
