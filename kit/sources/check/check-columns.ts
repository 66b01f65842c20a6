import type { ResultColumn } from '../../database/database.ts';
import { typeClass } from '../../sql/native/type-class.ts';
import { nearest } from '../nearest.ts';
import { acceptedInWords, conversion, isAccepted, isDoubtful } from './accepted-types.ts';
import { failure, ok, warning } from './check-context.ts';
import type { MappingCheck, Outcome } from './check-context.ts';

/** Names and native types of the columns, as the database describes them, against the relation. */
export function checkColumns(check: MappingCheck, columns: readonly ResultColumn[]): Outcome[] {
  const { relation, database, places } = check;
  const faults: Outcome[] = [];
  const names = Object.keys(relation.columns);
  const present = new Set<string>();
  for (const { name, type } of columns) {
    const canonical = canonicalName(check, name);
    const column = canonical === null ? undefined : relation.columns[canonical];
    if (canonical === null || !column) {
      const near = nearest(name, names);
      const action =
        near === null ? `rename or remove it; the columns are ${names.join(', ')}` : `did you mean ${near}?`;
      faults.push(
        failure({ ...places.of(name), expected: `a column of ${relation.name}`, found: name.slice(0, 60), action }),
      );
      continue;
    }
    present.add(canonical);
    const native = typeClass(database.dialect, type);
    if (
      isAccepted(database.dialect, column.kind, native) ||
      (!column.required && (type === 'null' || places.isNull(name)))
    )
      continue;
    const report = isDoubtful(column.kind, native) ? warning : failure;
    faults.push(
      report({
        ...places.of(name),
        expected: `${canonical}: ${acceptedInWords[column.kind]}`,
        found: `a column of type ${type}`,
        action: `convert it, for example ${conversion(database.dialect, column.kind, native)}`,
      }),
    );
  }
  for (const name of names)
    if (relation.columns[name]?.required === true && !present.has(name))
      faults.push(
        failure({
          ...places.at(0),
          expected: `the required column ${name}`,
          found: 'no such column',
          action: `add: <legacy column> as ${name} (${relation.columns[name].description})`,
        }),
      );
  return faults.length > 0 ? faults : [ok(`${present.size} of ${names.length} columns, types fit`)];
}

/** A column or a part of a composite key; MySQL and SQLite do not tell upper from lower case. */
export function canonicalName(check: MappingCheck, name: string): string | null {
  const own = check.database.dialect === 'postgres' ? name : name.toLowerCase();
  if (check.relation.columns[own]) return own;
  const base = /^(.+)_[1-9]\d*$/.exec(own)?.[1];
  return base !== undefined && check.relation.columns[base]?.kind === 'key' ? base : null;
}
