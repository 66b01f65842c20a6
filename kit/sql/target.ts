import type { Column, Relation } from '../relation.ts';
import type { SqlDialect } from './dialects/dialect.ts';
import type { Part, Shape } from './shape.ts';

/** `lateral` looks up each parent (fast with an index), `window` reads once and ranks (fast without). */
export type PerParent = 'lateral' | 'window';

/** What a plan is composed for: one mapping of one system. */
export interface Target {
  readonly system: string;
  readonly dialect: SqlDialect;
  /** The mapping's SELECT. */
  readonly mapping: string;
  readonly shape: Shape;
  /** IANA zone of columns without zone. */
  readonly timeZone: string;
  /** How first N per parent is asked for, where the dialect has both ways: kit/sources/per-parent.ts. Default lateral. */
  readonly perParent?: PerParent;
  /** Most rows that the statement may return. */
  readonly rowLimit: number;
}

/** A canonical column, known to exist in the relation. */
export function columnOf(relation: Relation, name: string): Column {
  const column = relation.columns[name];
  if (!column)
    throw new Error(
      `relation ${relation.name} has no column ${name}; it has ${Object.keys(relation.columns).join(', ')}`,
    );
  return column;
}

/** Physical columns of a canonical one; empty when the mapping leaves it out. */
export function partsOf(relation: Relation, shape: Shape, name: string): readonly Part[] {
  columnOf(relation, name);
  return shape.get(name) ?? [];
}
