import type { ResultColumn } from '../database/database.ts';
import type { Relation } from '../relation.ts';

/** One physical column of a mapping. */
export interface Part {
  readonly name: string;
  /** Native type. */
  readonly type: string;
}

/** What a mapping offers of a relation: physical columns of each canonical one; empty when it leaves the column out. */
export type Shape = ReadonlyMap<string, readonly Part[]>;

/** `account_id`, or `account_id_1`, `account_id_2`, ... of a composite legacy key. */
export function shapeOf(relation: Relation, columns: readonly ResultColumn[]): Shape {
  const types = new Map(columns.map((c) => [c.name, c.type]));
  const shape = new Map<string, readonly Part[]>();
  for (const [name, column] of Object.entries(relation.columns)) {
    const type = types.get(name);
    const parts: Part[] = [];
    if (type !== undefined) parts.push({ name, type });
    else if (column.kind === 'key')
      for (let i = 1; ; i++) {
        const partType = types.get(`${name}_${String(i)}`);
        if (partType === undefined) break;
        parts.push({ name: `${name}_${String(i)}`, type: partType });
      }
    shape.set(name, parts);
  }
  return shape;
}

/** Required columns that the mapping leaves out. */
export function missingColumns(relation: Relation, shape: Shape): string[] {
  return Object.entries(relation.columns).flatMap(([name, column]) =>
    column.required && (shape.get(name) ?? []).length === 0 ? [name] : [],
  );
}
