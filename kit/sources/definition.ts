import type { Dialect } from '../database/database.ts';

/** A source folder, read and validated (kit/sources/load.ts); nothing is connected yet. */
export interface SourceDefinition {
  /** Identifier of the system: lower-case kebab, unique in the hub; `SourceAccount.system`. */
  readonly system: string;
  readonly title: string;
  /** Absolute path of the folder. */
  readonly folder: string;
  /** NAME of the environment variable that holds the connection URL. */
  readonly connection: string;
  /** Subgraphs that read it. */
  readonly serves: readonly string[];
  /** IANA zone in which columns without a time zone are read. */
  readonly timeZone: string;
  readonly limits: SourceLimits;
  readonly freshness: { readonly warnAfterMs: number; readonly errorAfterMs: number };
  /** An account that can write is refused unless this says that it is known. */
  readonly allowWritableAccount: boolean;
  /** By relation name, or by `<relation>.<dialect>` for a file of one dialect: read it with `mappingOf`. */
  readonly mappings: ReadonlyMap<string, Mapping>;
}

export interface SourceLimits {
  /** Most connections that one hub process opens to the system. */
  readonly connections: number;
  /** A statement is stopped on the server after so many milliseconds. */
  readonly statementTimeoutMs: number;
  /** Most rows that one statement may return. */
  readonly rows: number;
  /** Statements that may wait for a connection; the next one is refused at once. */
  readonly waiting: number;
  /** The system is spared after so many faults in a row; 0: never. */
  readonly spareAfter: number;
}

/** One SELECT: `<relation>.sql`. */
export interface Mapping {
  readonly relation: string;
  readonly file: string;
  /** The SELECT, without comments around it and without a closing semicolon. */
  readonly sql: string;
  /** Set when the folder has `<relation>.<dialect>.sql` files instead of one for all; null means any. */
  readonly dialect: Dialect | null;
}

/** The SELECT of a relation in a dialect: its own file if there is one, else the one for all dialects. */
export function mappingOf(definition: SourceDefinition, relation: string, dialect: Dialect): Mapping | undefined {
  return definition.mappings.get(`${relation}.${dialect}`) ?? definition.mappings.get(relation);
}
