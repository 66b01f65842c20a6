import { describe, expect, it } from 'vitest';
import { identityRecord } from '../testing/identity-record.ts';
import { madeRecords } from '../testing/made-records.ts';
import { match } from './match.ts';
import type { IdentityRecord } from './record.ts';

const { records } = madeRecords(60);
const home = { street: '14 Quarry Lane', city: 'Thornby', postal_code: '55014' };
const person = (given_name: string, values: Readonly<Record<string, string>> = {}): IdentityRecord =>
  identityRecord({ given_name, family_name: 'Berg', ...home, ...values });

/** Which of these records are one, among others of which a third have the same family name. */
function together(...some: IdentityRecord[]): number[] {
  const many = records.map((record, at) =>
    at % 3 === 0 ? { ...record, values: { ...record.values, family_name: ['Berg'] } } : record,
  );
  const named = some.map((record, at) => ({ ...record, id: `own ${String(at)}` }));
  const { clusters } = match([...named, ...many]);
  return named.map((_, at) => clusters[at] ?? -1);
}

describe('one home', () => {
  it('has namesakes: whoever has no birth date goes with neither of two', () => {
    expect(
      together(
        person('Anna', { birth_on: '1951-02-03' }),
        person('Anna', { birth_on: '1988-11-27' }),
        person('Anna'),
        person('Anna'),
      ),
    ).toEqual([0, 1, 2, 2]);
    expect(together(person('Anna', { birth_on: '1951-02-03' }), person('Anna'))).toEqual([0, 0]);
  });

  it('has twins: they share birth date, home and mailbox', () => {
    const born = { birth_on: '1951-02-03', email: 'berg.family@example.com' };
    expect(together(person('Mark', born), person('Julia', born))).toEqual([0, 1]);
    expect(together(person('Mark', born), person('Marc', born))).toEqual([0, 0]);
  });
});
