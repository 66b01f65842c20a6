import type { Row } from '../../relation.ts';
import { ok, skipped, warning } from './check-context.ts';
import type { MappingCheck, Outcome } from './check-context.ts';
import { valueOf } from './check-sample.ts';

const nameColumns = ['name', 'given_name', 'family_name', 'organization_name', 'other_name'];

/** How much the customers feed says about who the accounts are: without it nobody can be matched. */
export function checkFeed(check: MappingCheck, rows: readonly Row[]): Outcome[] {
  if (rows.length === 0) return [skipped('no rows')];
  const share = (columns: readonly string[]): number =>
    rows.filter((row) => columns.some((c) => isFilled(valueOf(row, c)))).length / rows.length;
  const percent = (of: number): string => `${Math.round(of * 100)} %`;
  const [name, email, phone] = [share(nameColumns), share(['email']), share(['phone'])];
  const note = `of ${rows.length} accounts ${percent(name)} have a name, ${percent(email)} an e-mail address, ${percent(phone)} a phone number`;
  const place = check.places.at(0);
  if (name < 0.5)
    return [
      warning({ ...place, expected: 'a name for most accounts', found: note, action: `map ${nameColumns.join(', ')}` }),
    ];
  if (share(['email', 'phone', 'tax_number', 'national_id']) < 0.2)
    return [
      warning({
        ...place,
        expected: 'an e-mail address, phone, tax or identity number for many accounts',
        found: note,
        action: 'map email, phone, tax_number or national_id: accounts are matched by them',
      }),
    ];
  return [ok(note)];
}

const isFilled = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined && value !== '';
