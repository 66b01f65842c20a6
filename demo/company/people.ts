import { chineseFamilies, chineseGiven } from './names-chinese.ts';
import { familyNames, givenNames, type WesternOrigin } from './names-western.ts';
import type { Country } from './places.ts';
import type { Random } from './random.ts';

export interface PersonName {
  readonly given: string;
  readonly middle: string | null;
  readonly family: string;
  /** Family name before marriage. */
  readonly maiden: string | null;
  readonly nicks: readonly string[];
  readonly gender: 'F' | 'M';
  /** Present for Chinese names, whose `given` and `family` are pinyin. */
  readonly hanzi: { readonly family: string; readonly given: string } | null;
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

function chinese(random: Random): PersonName {
  const family = random.pick(chineseFamilies);
  const given = random.sample(chineseGiven, random.chance(0.75) ? 2 : 1);
  return {
    given: capital(given.map((s) => s.pinyin).join('')),
    middle: null,
    family: capital(family.pinyin),
    maiden: null,
    nicks: [],
    gender: random.chance(0.45) ? 'F' : 'M',
    hanzi: { family: family.hanzi, given: given.map((s) => s.hanzi).join('') },
  };
}

function western(random: Random, origin: WesternOrigin): PersonName {
  const given = random.pick(givenNames[origin]);
  return {
    given: given.name,
    middle: random.chance(origin === 'US' ? 0.5 : 0.12) ? random.pick(givenNames[origin]).name : null,
    family: random.pick(familyNames[origin]),
    maiden: given.gender === 'F' && random.chance(0.35) ? random.pick(familyNames[origin]) : null,
    nicks: given.nicks,
    gender: given.gender,
    hanzi: null,
  };
}

/** A name as people of the country have it; one in twelve Americans and Britons has a Chinese name. */
export function personName(random: Random, country: Country): PersonName {
  if (country === 'CN') return chinese(random);
  if ((country === 'US' || country === 'GB') && random.chance(0.08)) return chinese(random);
  return western(random, country);
}
