import { describe, expect, test } from 'vitest';
import { goldenAccount as account } from '../testing/golden-account.ts';
import type { GoldenAccount } from './account.ts';
import { resolveGolden, resolveNames } from './resolve.ts';
import { goldenFields, survivorshipRules, type GoldenField, type RuleChanges } from './rules.ts';

const day = (number: number): string => `2024-01-${String(number).padStart(2, '0')}T00:00:00Z`;

/** `value (system) by rule; agreeing systems; losers` in one line, to be read at a glance. */
function outcome(field: GoldenField, accounts: readonly GoldenAccount[], changes: RuleChanges = {}): string | null {
  const choice = resolveGolden(accounts, survivorshipRules(changes)).get(field);
  if (!choice) return null;
  const agreeing = choice.agreeing.map((one) => one.system).join(' ');
  const losers = choice.losers.map((one) => `${one.text} (${one.system}) by ${one.lostBy}`).join(', ');
  return `${choice.winner.text} (${choice.winner.system}) by ${choice.rule}; ${agreeing}; ${losers}`;
}

describe('what survives', () => {
  test('the latest name; what the others say is kept with what it lost by', () => {
    const accounts = [
      account('a', { kind: 'PERSON', name: 'Anna Schmidt', updatedAt: day(1) }),
      account('b', { kind: 'PERSON', name: 'Anna Braun', updatedAt: day(2) }),
      account('c', { kind: 'PERSON', name: 'ANNA SCHMIDT' }),
    ];
    expect(outcome('displayName', accounts)).toBe(
      'Anna Braun (b) by MOST_RECENT; ; Anna Schmidt (a) by MOST_RECENT, ANNA SCHMIDT (c) by MOST_RECENT',
    );
    expect(outcome('displayName', accounts, { trust: ['c'] })).toBe(
      'ANNA SCHMIDT (c) by TRUSTED_SOURCE; a; Anna Braun (b) by TRUSTED_SOURCE',
    );
  });

  test('one value in several spellings is no conflict; the best written is shown', () => {
    const accounts = [
      account('a', { kind: 'ORGANIZATION', organizationName: 'MUELLER & CO KG', updatedAt: day(9) }),
      account('b', { kind: 'ORGANIZATION', organizationName: 'Müller & Co. KG', updatedAt: day(1) }),
    ];
    expect(outcome('organizationName', accounts)).toBe('Müller & Co. KG (b) by ONLY_VALUE; a; ');
  });

  test('an e-mail in another case is one value', () => {
    const accounts = [account('a', { emails: ['Anna@Example.com'] }), account('b', { emails: ['anna@example.com'] })];
    expect(outcome('primaryEmail', accounts)).toMatch(/^Anna@Example.com \(a\) by ONLY_VALUE; b; $/);
  });

  test('the e-mail that a system lists first, not a newer second one', () => {
    const accounts = [
      account('a', { emails: ['first@example.com', 'second@example.com'], updatedAt: day(2) }),
      account('b', { emails: ['third@example.com'], updatedAt: day(1) }),
    ];
    expect(outcome('primaryEmail', accounts)).toBe(
      'first@example.com (a) by MOST_RECENT; ; second@example.com (a) by LISTED_FIRST, third@example.com (b) by MOST_RECENT',
    );
  });

  test('a number that can be dialled from anywhere over one that can not', () => {
    const accounts = [
      account('a', { phones: ['ext. 99'], updatedAt: day(2) }),
      account('b', { phones: ['+4930123456'] }),
    ];
    expect(outcome('primaryPhone', accounts)).toBe('+4930123456 (b) by MOST_COMPLETE; ; ext. 99 (a) by MOST_COMPLETE');
  });

  test('the majority on a date of birth, against the latest word', () => {
    const accounts = [
      account('a', { birthOn: '1980-05-06' }),
      account('b', { birthOn: '1980-05-06' }),
      account('c', { birthOn: '1980-06-05', updatedAt: day(3) }),
    ];
    expect(outcome('birthOn', accounts)).toBe('1980-05-06 (a) by MOST_FREQUENT; b; 1980-06-05 (c) by MOST_FREQUENT');
  });

  test('a gender that can be read over one that can not', () => {
    const accounts = [
      account('a', { gender: '2', updatedAt: day(5) }),
      account('b', { gender: 'Frau' }),
      account('c', { gender: 'f' }),
    ];
    expect(outcome('gender', accounts)).toBe('FEMALE (b) by MOST_COMPLETE; c; UNKNOWN (a) by MOST_COMPLETE');
    expect(outcome('gender', [account('a', { gender: '2' })])).toBe('UNKNOWN (a) by ONLY_VALUE; ; ');
  });

  test('an address is never mixed from two accounts', () => {
    const accounts = [
      account('a', { street: 'Hauptstraße 1', city: 'Berlin', postalCode: '10115', country: 'DE', updatedAt: day(1) }),
      account('b', { street: 'Ring 7', city: 'Köln', updatedAt: day(2) }),
      account('c', { street: 'HAUPTSTR. 1', city: 'BERLIN', postalCode: '10115', country: 'DE' }),
      account('d', { country: 'AT', updatedAt: day(9) }),
    ];
    expect(outcome('primaryAddress', accounts)).toBe(
      'Ring 7, Köln (b) by MOST_RECENT; ; Hauptstraße 1, 10115 Berlin, DE (a) by MOST_RECENT, HAUPTSTR. 1, 10115 BERLIN, DE (c) by MOST_RECENT',
    );
    expect(outcome('primaryAddress', accounts, { fields: { primaryAddress: { steps: ['MOST_FREQUENT'] } } })).toMatch(
      /^Hauptstraße 1, 10115 Berlin, DE \(a\) by MOST_FREQUENT; c; /,
    );
  });

  test('given name and family name come from one spelling of the name', () => {
    const accounts = [
      account('a', { kind: 'PERSON', givenName: '小明', familyName: '王', updatedAt: day(2) }),
      account('b', { kind: 'PERSON', givenName: 'Xiaoming', familyName: 'Wang', updatedAt: day(1) }),
      account('c', { kind: 'PERSON', givenName: 'X.', familyName: 'Wang', updatedAt: day(3) }),
    ];
    expect(outcome('familyName', accounts.slice(0, 2))).toMatch(/^王 \(a\) by AGREES_WITH/);
    expect(outcome('givenName', accounts.slice(0, 2))).toMatch(/^小明 \(a\) by AGREES_WITH/);
    expect(outcome('familyName', accounts)).toMatch(/^Wang \(c\)/);
    expect(outcome('givenName', accounts)).toMatch(/^X\. \(c\) by AGREES_WITH/);
  });

  test('equals are decided by the account that sorts first, and it is said so', () => {
    const accounts = [account('b/1', { name: 'Anna Weber' }), account('a/2', { name: 'Anna Veber' })];
    expect(outcome('displayName', accounts)).toBe('Anna Veber (a) by TIE_BREAK; ; Anna Weber (b) by TIE_BREAK');
  });

  test('trust can differ by field', () => {
    const accounts = [
      account('hr', { birthOn: '1980-05-06', emails: ['hr@example.com'] }),
      account('crm', { birthOn: '1980-01-01', emails: ['crm@example.com'] }),
    ];
    const changes: RuleChanges = { trust: ['crm'], fields: { birthOn: { trust: ['hr', 'crm'] } } };
    expect(outcome('birthOn', accounts, changes)).toMatch(/^1980-05-06 \(hr\) by TRUSTED_SOURCE/);
    expect(outcome('primaryEmail', accounts, changes)).toMatch(/^crm@example.com \(crm\) by TRUSTED_SOURCE/);
  });

  test('nothing comes of nothing', () => {
    expect(resolveGolden([], survivorshipRules()).size).toBe(0);
    expect(resolveGolden([account('a'), account('b')], survivorshipRules()).size).toBe(0);
    expect(resolveNames([], survivorshipRules())).toEqual({ kind: null, displayName: null });
  });
});

describe('properties over made customers', () => {
  // A small generator with a seed: the same customers in every run.
  let state = 42;
  const next = (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  const pick = <T>(...values: readonly T[]): T | null => (next(3) === 0 ? null : (values[next(values.length)] ?? null));
  const made = (at: number): GoldenAccount =>
    account(`${['crm', 'shop', 'erp', 'mail'][next(4)] ?? 'crm'}/${String(at)}`, {
      kind: pick<'PERSON' | 'ORGANIZATION'>('PERSON', 'ORGANIZATION'),
      name: pick('Anna Schmidt', 'SCHMIDT, ANNA', '王小明'),
      givenName: pick('Anna', 'ANNA', 'A.', 'Änna'),
      middleName: pick('M.', 'Maria'),
      familyName: pick('Schmidt', 'Schmitt', 'Braun'),
      organizationName: pick('Müller KG', 'MUELLER KG', 'Acme'),
      emails: [pick('a@example.com', 'A@example.com', 'b@example.com'), pick('c@example.com')].filter(
        (e) => e !== null,
      ),
      phones: [pick('+4930123456', '030 123456')].filter((p) => p !== null),
      street: pick('Hauptstr. 1', 'Ring 7'),
      city: pick('Berlin', 'BERLIN'),
      postalCode: pick('10115'),
      country: pick('DE', 'AT'),
      birthOn: pick('1980-01-01', '1980-05-06'),
      gender: pick('f', 'Frau', 'm', '0'),
      taxNumber: pick('123456789'),
      updatedAt: pick(day(1), day(2), '2024-01-02T00:00:00.5Z'),
    });
  const customers = Array.from({ length: 300 }, () => Array.from({ length: 1 + next(6) }, (_, at) => made(at)));
  const shuffled = <T>(values: readonly T[]): T[] => {
    const all = [...values];
    for (let at = all.length - 1; at > 0; at -= 1) {
      const other = next(at + 1);
      const [a, b] = [all[at], all[other]];
      if (a !== undefined && b !== undefined) [all[at], all[other]] = [b, a];
    }
    return all;
  };
  const variants: RuleChanges[] = [
    {},
    { trust: ['erp', 'crm'] },
    { fields: { displayName: { steps: [] } }, spelling: [] },
  ];

  test('the order of the accounts does not matter', () => {
    for (const changes of variants)
      for (const accounts of customers) {
        const rules = survivorshipRules(changes);
        const expected = [...resolveGolden(accounts, rules)];
        for (let round = 0; round < 3; round += 1)
          expect([...resolveGolden(shuffled(accounts), rules)]).toEqual(expected);
        expect([...resolveGolden([...accounts].reverse(), rules)]).toEqual(expected);
      }
  });

  test('every reading is the winner, agrees with it, or lost; the winner has the value; reasons are of the rule', () => {
    const seen = new Set<GoldenField>();
    const reasons = new Set<string>();
    for (const changes of variants)
      for (const accounts of customers) {
        const rules = survivorshipRules(changes);
        for (const [field, choice] of resolveGolden(accounts, rules)) {
          seen.add(field);
          reasons.add(choice.rule);
          const all = [choice.winner, ...choice.agreeing, ...choice.losers];
          const places = all.map((one) => `${one.system}/${one.accountId}/${String(one.position)}`);
          expect(new Set(places).size).toBe(all.length);
          expect(choice.agreeing.every((one) => one.key === choice.winner.key)).toBe(true);
          expect(choice.losers.every((one) => one.key !== choice.winner.key)).toBe(true);
          expect(choice.rule === 'ONLY_VALUE').toBe(choice.losers.length === 0);
          const steps = rules.fields[field].steps.map((step) => (typeof step === 'string' ? step : 'AGREES_WITH'));
          const allowed = new Set([...steps, 'TIE_BREAK', 'ONLY_VALUE']);
          for (const one of choice.losers) expect(allowed).toContain(one.lostBy);
          if (choice.losers.length > 0) expect(choice.losers.map((one) => one.lostBy)).toContain(choice.rule);
        }
      }
    expect(seen).toEqual(new Set(goldenFields));
    expect(reasons.size).toBeGreaterThan(5);
  });

  test('names at sync are those of the whole golden record', () => {
    for (const changes of variants)
      for (const accounts of customers) {
        const rules = survivorshipRules(changes);
        const record = resolveGolden(accounts, rules);
        expect(resolveNames(accounts, rules)).toEqual({
          kind: record.get('kind')?.winner.text ?? null,
          displayName: record.get('displayName')?.winner.text ?? null,
        });
      }
  });
});
