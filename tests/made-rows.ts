import type { Relation } from '../kit/relation.ts';

type Cell = string | number | boolean | null;

const parents = 20;

function cell(relation: Relation, column: string, at: number): Cell {
  const { kind, values } = relation.columns[column] ?? { kind: 'text', values: [] };
  switch (kind) {
    case 'key':
      if (relation.key.length === 1 && relation.key[0] === column) return String(at);
      return column === 'account_id'
        ? `A${String(at % 60)}`
        : String((at * (column === 'component_sku' ? 7 : 1)) % parents);
    case 'integer':
      return at;
    case 'decimal':
      return `${String(at)}.50`;
    case 'instant':
      return `2026-01-${String(1 + (at % 28)).padStart(2, '0')}T10:00:00Z`;
    case 'date':
      return `2026-02-${String(1 + (at % 28)).padStart(2, '0')}`;
    case 'boolean':
      return at % 2 === 0;
    case 'code':
      return values[at % values.length] ?? null;
    case 'text':
      return column === 'currency' ? 'EUR' : column === 'sku' ? String(at % parents) : `${column} ${String(at)}`;
    case 'texts':
      return `${column} ${String(at)}`;
  }
}

/** Made-up rows of relations, dense enough that every list has entries: accounts A0 to A59, other keys 0 to 19. */
export function madeRows(relations: readonly Relation[], count = 240): Record<string, Record<string, Cell>[]> {
  return Object.fromEntries(
    relations.map((relation) => [
      relation.name,
      Array.from({ length: count }, (_, at) =>
        Object.fromEntries(Object.keys(relation.columns).map((column) => [column, cell(relation, column, at)])),
      ),
    ]),
  );
}
