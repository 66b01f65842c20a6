import type { Random } from '../company/random.ts';
import { plainLetters, typo } from './typing.ts';

const abbreviations: readonly (readonly [RegExp, string])[] = [
  [/\bStreet\b/, 'St.'],
  [/\bAvenue\b/, 'Ave'],
  [/\bBoulevard\b/, 'Blvd.'],
  [/\bRoad\b/, 'Rd'],
  [/\bDrive\b/, 'Dr.'],
  [/\bLane\b/, 'Ln'],
  [/\bNorth\b/, 'N.'],
  [/straße\b/, 'str.'],
  [/\bavenue\b/, 'av.'],
  [/\bboulevard\b/, 'bd'],
  [/\bCalle\b/, 'C/'],
  [/\bAvenida\b/, 'Avda.'],
  [/号$/, '號'],
];

/** A street as others write it: abbreviated, in capitals, without marks, with a slip. */
export function writeStreet(random: Random, street: string): string {
  const short = abbreviations.reduce((text, [long, brief]) => text.replace(long, brief), street);
  return random.weighted([
    [street, 50],
    [short, 30],
    [short.toUpperCase(), 8],
    [plainLetters(street, 'german'), 6],
    [typo(random, street), 6],
  ]);
}
