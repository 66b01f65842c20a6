import { describe, expect, it } from 'vitest';
import { toTraditional } from '../company/names-chinese.ts';
import { phone } from '../company/phones.ts';
import { profile } from '../company/profile.ts';
import { Random } from '../company/random.ts';
import { writeFirm } from './firm-name.ts';
import { misspeltEmail, writeEmail } from './mailbox.ts';
import { writePerson } from './person-name.ts';
import { plainPhone, writePhone } from './phone.ts';
import { writeStreet } from './street.ts';
import { plainLetters, typo } from './typing.ts';
import { accountView } from './view.ts';

const many = <T>(make: (random: Random) => T, count = 300): T[] =>
  Array.from({ length: count }, (_, i) => make(new Random(42, 'dirt', i)));

const bob = {
  given: 'Robert',
  middle: null,
  family: 'Jürgens',
  maiden: 'Thorne',
  nicks: ['Bob'],
  gender: 'M',
  hanzi: null,
} as const;
const wang = {
  given: 'Xiaoming',
  middle: null,
  family: 'Wang',
  maiden: null,
  nicks: [],
  gender: 'M',
  hanzi: { family: '王', given: '晓明' },
} as const;

describe('typing', () => {
  it('slips by one key and leaves short words and characters alone', () => {
    const slips = many((r) => typo(r, 'Fairbanks'));
    expect(slips.every((s) => s.length >= 8 && s.length <= 10 && s.startsWith('F'))).toBe(true);
    expect(new Set(slips).size).toBeGreaterThan(10);
    expect(many((r) => typo(r, 'Liu')).every((s) => s === 'Liu')).toBe(true);
    expect(many((r) => typo(r, '王小明先生')).every((s) => s === '王小明先生')).toBe(true);
  });

  it('spells marks out the German way or drops them', () => {
    expect(plainLetters('Müller & Weiß Ôté', 'german')).toBe('Mueller & Weiss Ote');
    expect(plainLetters('Müller & Weiß', 'bare')).toBe('Muller & Weiss');
  });
});

describe('names', () => {
  it('writes nicknames, former names, slips and plain letters', () => {
    const written = many((r) => writePerson(r, bob, { script: 'latin', former: r.chance(0.3), sloppiness: 1 }).full);
    for (const wanted of ['Robert Jürgens', 'Bob Juergens', 'Robert Thorne']) expect(written).toContain(wanted);
  });

  it('leaves a careful clerk no slip', () => {
    expect(new Set(many((r) => writePerson(r, bob, { script: 'latin', former: false, sloppiness: 0 }).full))).toEqual(
      new Set(['Robert Jürgens']),
    );
  });

  it('writes Chinese names in characters, traditional ones, and pinyin in both orders', () => {
    const characters = many((r) => writePerson(r, wang, { script: 'hanzi', former: false, sloppiness: 1 }).full);
    expect(new Set(characters)).toEqual(new Set(['王晓明', '王曉明']));
    const latin = many((r) => writePerson(r, wang, { script: 'latin', former: false, sloppiness: 1 }).full);
    expect(latin).toContain('Wang Xiaoming');
    expect(latin).toContain('Xiaoming Wang');
    expect(toTraditional('张伟')).toBe('張偉');
  });

  it('knows the other legal forms of a firm', () => {
    const firm = { core: 'Krüger & Weiß Maschinenbau', legalForm: 'GmbH', hanzi: null };
    const written = new Set(many((r) => writeFirm(r, firm, { script: 'latin', sloppiness: 1 })));
    expect(written).toContain('Krüger & Weiß Maschinenbau GmbH');
    expect([...written].some((w) => w.startsWith('Krueger'))).toBe(true);
    expect([...written].some((w) => w.endsWith('Gesellschaft mbH'))).toBe(true);
    expect([...written].every((w) => !/ {2}|^ | $/.test(w))).toBe(true);
  });
});

describe('phones, mailboxes, streets', () => {
  it('writes one number in many ways without changing it', () => {
    for (const country of ['US', 'GB', 'DE', 'FR', 'ES', 'CN'] as const) {
      const number = phone(new Random(1, country), country, 'mobile');
      const written = new Set(many((r) => writePhone(r, number)));
      expect(written.size).toBeGreaterThan(4);
      const tail = number.area + number.subscriber;
      for (const text of written) expect(text.replace(/\D/g, '').endsWith(tail), `${text} of ${tail}`).toBe(true);
      expect(plainPhone(number)).toMatch(/^\+\d{9,15}$/);
    }
  });

  it('uses only numbers that are kept for fiction where a country has some', () => {
    for (const number of many((r) => plainPhone(phone(r, 'US', 'landline'))))
      expect(number).toMatch(/^\+1\d{3}55501\d\d$/);
    for (const number of many((r) => plainPhone(phone(r, 'GB', 'mobile'))))
      expect(number).toMatch(/^\+447700900\d{3}$/);
  });

  it('keeps the mailbox unless it is misspelt', () => {
    const email = 'erika.lindqvist77@example.org';
    const written = many((r) => writeEmail(r, email));
    expect(new Set(written).size).toBeGreaterThan(3);
    expect(written.every((w) => w.trim().toLowerCase() === email)).toBe(true);
    expect(many((r) => misspeltEmail(r, email)).filter((w) => w !== email).length).toBeGreaterThan(200);
  });

  it('abbreviates streets', () => {
    expect(many((r) => writeStreet(r, '12 Maple Street'))).toContain('12 Maple St.');
    expect(many((r) => writeStreet(r, 'Lindenstraße 4'))).toContain('Lindenstr. 4');
  });
});

describe('an account', () => {
  it('shows the true customer, more or less', () => {
    const clerk = { script: 'latin', sloppiness: 0.5, stale: 0.2, keepsEmail: 0.9, keepsPhone: 0.8 } as const;
    let sameMailbox = 0;
    for (let entity = 0; entity < 300; entity++) {
      const truth = profile(1, entity);
      const view = accountView(new Random(1, 'view', entity), truth, clerk);
      expect(view.kind).toBe(truth.kind);
      expect(view.organization === null).toBe(truth.kind === 'PERSON');
      if (view.email?.trim().toLowerCase() === truth.email) sameMailbox++;
    }
    expect(sameMailbox).toBeGreaterThan(200);
    expect(sameMailbox).toBeLessThan(300);
  });

  it('reaches nobody: only reserved domains', () => {
    for (let entity = 0; entity < 500; entity++) {
      const { email, formerEmail } = profile(1, entity);
      for (const box of [email, formerEmail])
        expect(box).toMatch(/^[a-z0-9._]+@(example\.(com|net|org)|[a-z0-9-]+\.example)$/);
    }
  });
});
