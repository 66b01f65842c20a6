import type { PersonName } from '../../demo/company/people.ts';
import { chineseFamilies, chineseGiven } from '../../demo/company/names-chinese.ts';
import { familyNames, givenNames, type GivenName } from '../../demo/company/names-western.ts';
import type { Phone } from '../../demo/company/phones.ts';
import type { Address } from '../../demo/company/places.ts';
import type { Random } from '../../demo/company/random.ts';
import { Ranks } from './ranks.ts';
import { madeWords } from './words.ts';

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const streetWords = ['Street', 'Avenue', 'Road', 'Drive', 'Lane', 'Court', 'Boulevard'];

/**
 * The names and places from which a population is drawn, as skewed as those of a large country: 150,000 family names
 * (one in a hundred has the first), 8,000 given names, 18,000 towns with 30,000 postal codes. It does not grow with the population,
 * so namesakes and neighbours become more as it grows.
 */
export class World {
  readonly #families: readonly string[];
  readonly #givens: readonly GivenName[];
  readonly #towns: readonly string[];
  readonly #streets: readonly string[];
  readonly #familyRanks = new Ranks(150_000, 8);
  readonly #givenRanks = new Ranks(8_000, 5);
  readonly #chineseRanks = new Ranks(chineseFamilies.length, 3);
  readonly #townRanks = new Ranks(18_000, 10);
  readonly #streetRanks = new Ranks(12_000, 4);

  constructor(seed: number) {
    const families = [...new Set([...familyNames.US, ...familyNames.DE, ...familyNames.ES])];
    const made = madeWords(seed, 'family', this.#familyRanks.count, [
      'er',
      'son',
      'man',
      'ley',
      'ton',
      'ez',
      'i',
      'ski',
    ]);
    this.#families = [...families, ...made];
    const givens = madeWords(seed, 'given', this.#givenRanks.count, ['a', 'o', 'y', 'en', 'is', 'el', 'ine', 'us']);
    this.#givens = [
      ...givenNames.US,
      ...givens.map((name, at): GivenName => ({ name, gender: at % 2 === 0 ? 'F' : 'M', nicks: [] })),
    ];
    this.#towns = madeWords(seed, 'town', this.#townRanks.count, ['ton', 'ville', 'burg', 'ford', 'field', ' Falls']);
    const streets = madeWords(seed, 'street', this.#streetRanks.count, ['e', 'er', 'wood', 'en', 'ia']);
    this.#streets = streets.map((name, at) => `${name} ${streetWords[at % streetWords.length] ?? ''}`);
  }

  family(random: Random): string {
    return this.#families[this.#familyRanks.draw(random)] ?? '';
  }

  /** One in twelve has a Chinese name. */
  personName(random: Random): PersonName {
    if (random.chance(1 / 12)) return this.#chinese(random);
    const given = this.#given(random);
    return {
      given: given.name,
      middle: random.chance(0.4) ? this.#given(random).name : null,
      family: this.family(random),
      maiden: given.gender === 'F' && random.chance(0.3) ? this.family(random) : null,
      nicks: given.nicks,
      gender: given.gender,
      hanzi: null,
    };
  }

  #given(random: Random): GivenName {
    return this.#givens[this.#givenRanks.draw(random)] ?? { name: '', gender: 'F', nicks: [] };
  }

  #chinese(random: Random): PersonName {
    const family = chineseFamilies[this.#chineseRanks.draw(random)] ?? random.pick(chineseFamilies);
    const given = random.sample(chineseGiven, random.chance(0.8) ? 2 : 1);
    return {
      given: capital(given.map(({ pinyin }) => pinyin).join('')),
      middle: null,
      family: capital(family.pinyin),
      maiden: null,
      nicks: [],
      gender: random.chance(0.5) ? 'F' : 'M',
      hanzi: { family: family.hanzi, given: given.map(({ hanzi }) => hanzi).join('') },
    };
  }

  /** A town has postal codes in proportion to its people. */
  address(random: Random): Address {
    const town = this.#townRanks.draw(random);
    const codes = Math.max(1, Math.round(this.#townRanks.share(town) * 30_000));
    const code = (town * 7919 + random.int(0, codes - 1) * 3) % 99_000;
    const street = `${String(random.int(1, 3200))} ${this.#streets[this.#streetRanks.draw(random)] ?? ''}`;
    const city = this.#towns[town] ?? '';
    return {
      street,
      streetLatin: street,
      city,
      cityLatin: city,
      region: `R${String(town % 50)}`,
      postalCode: String(code + 1000).padStart(5, '0'),
      country: 'US',
    };
  }

  /** In area codes that are kept for the day when numbers grow longer (N9X), so they reach nobody. */
  phone(random: Random): Phone {
    return {
      calling: '1',
      area: `${String(random.int(2, 8))}9${String(random.int(0, 9))}`,
      subscriber: `${String(random.int(2, 8))}${random.digits(6)}`,
    };
  }
}
