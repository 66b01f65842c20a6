import type { Mapping } from '../definition.ts';
import { readTextFile } from '../read-text.ts';
import { lex } from '../sql-text/lex.ts';
import { positions } from '../sql-text/position.ts';
import { readSelectList } from '../sql-text/select-list.ts';
import { firstStatement, isWord } from '../sql-text/statement-rules.ts';

export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface MappingPlaces {
  /** Where a column is named; the beginning of the SELECT when that can't be read. */
  of(column: string): Place;
  /** Whether the mapping says `null as <column>`, which has no type of its own (PostgreSQL calls it text). */
  isNull(column: string): boolean;
  /** Where a character of `Mapping.sql` stands in the file. */
  at(offset: number): Place;
}

/** Finds places in the file of a mapping, for problems that a database reports. */
export function mappingPlaces(mapping: Mapping): MappingPlaces {
  const content = readTextFile(mapping.file);
  const text = typeof content === 'string' ? content : '';
  const tokens = firstStatement(
    lex(text, mapping.dialect === null ? undefined : mapping.dialect === 'mysql' ? 'mysql' : 'standard').tokens,
  );
  const place = positions(text);
  const start = tokens[0]?.start ?? 0;
  const items = readSelectList(tokens) ?? [];
  const at = (offset: number): Place => ({ file: mapping.file, ...place(Math.min(offset, text.length)) });
  return {
    of: (column) => at(items.find((i) => i.name === column || i.name === `${column}_1`)?.at ?? start),
    isNull: (column) => {
      const item = items.find((i) => i.name === column);
      return item?.expression.length === 1 && isWord(item.expression[0], 'null');
    },
    at: (offset) => at(start + offset),
  };
}
