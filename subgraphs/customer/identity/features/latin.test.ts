import { describe, expect, it } from 'vitest';
import { identityRecord } from '../../testing/identity-record.ts';
import { latin } from './latin.ts';
import { personName } from './person-name.ts';
import { soundOf } from './sound.ts';

describe('letters of other scripts', () => {
  it.each([
    ['Владимир Смирнов', 'Vladimir Smirnov'],
    ['Νίκος', 'Nikos'],
    ['Müller & Søn', 'Müller & Søn'],
    ['王小明', '王小明'],
    ['サトウ', 'サトウ'],
  ])('%s is %s', (text, expected) => expect(latin(text)).toBe(expected));

  it('are read as names, and known to have been others', () => {
    expect(personName(identityRecord({ name: 'Смирнов, Владимир' }))).toMatchObject({
      given: 'vladimir',
      family: 'smirnov',
      isForeign: true,
    });
    expect(personName(identityRecord({ name: 'Jürgen Groß' })).isForeign).toBe(false);
  });

  it('without vowels sound like the name with them', () => {
    const { given, family } = personName(identityRecord({ name: 'كريم منصور' }));
    expect([soundOf(given), soundOf(family)]).toEqual([soundOf('karim'), soundOf('mansur')]);
  });
});
