import type { IdentityRecord } from '../identity/record.ts';
import { seededRandom } from '../identity/score/random.ts';
import { identityRecord } from './identity-record.ts';

const given = 'anna otto ruth karl maria lars ingrid peter sofia jonas emma nils clara oskar edith hugo'.split(' ');
const family = 'berg lind stone holm dahl moen strand vik falk nygard solberg hagen brandt keller'.split(' ');
const letters = 'abcdefghijklmnoprstuvwy';
const towns = 'oslo bergen hamar moss tromso skien larvik'.split(' ');

/**
 * Made persons, each in one to four records with gaps, slips of the pen and other phones: `entities` says who is who.
 * The same seed gives the same records.
 */
export function madeRecords(persons: number, seed = 1): { records: IdentityRecord[]; entities: number[] } {
  const random = seededRandom(seed);
  const pick = (list: readonly string[]): string => list[random(list.length)] ?? '';
  const slip = (word: string): string => {
    const at = 1 + random(Math.max(1, word.length - 2));
    return random(6) === 0 ? word.slice(0, at) + word.slice(at + 1) : word;
  };
  const two = (n: number): string => String(n).padStart(2, '0');
  const records: IdentityRecord[] = [];
  const entities: number[] = [];
  for (let person = 0; person < persons; person += 1) {
    const [first, last, town] = [pick(given), pick(family), pick(towns)];
    const birth = `${String(1940 + random(60))}-${two(1 + random(12))}-${two(1 + random(28))}`;
    const email = `${Array.from({ length: 9 }, () => letters[random(letters.length)] ?? '').join('')}@example.com`;
    for (let copy = 1 + random(4); copy > 0; copy -= 1) {
      const values = {
        given_name: slip(first),
        family_name: slip(last),
        ...(random(4) > 0 && { birth_on: birth }),
        ...(random(3) > 0 && { email: slip(email) }),
        ...(random(3) > 0 && { city: slip(town) }),
      };
      records.push(identityRecord(values, 'PERSON', String(records.length), `system-${String(random(3))}`));
      entities.push(person);
    }
  }
  return { records, entities };
}
