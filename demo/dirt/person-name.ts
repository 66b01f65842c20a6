import { toTraditional } from '../company/names-chinese.ts';
import type { PersonName } from '../company/people.ts';
import type { Random } from '../company/random.ts';
import { plainLetters, typo } from './typing.ts';

export interface WrittenName {
  readonly given: string;
  readonly middle: string | null;
  readonly family: string;
  /** As one field: Western order, or Chinese order without blank. */
  readonly full: string;
  readonly other: string | null;
}

/** How the person is written; `script` says what the system's keyboard offers, `former` that the row is from before a marriage. */
export interface NameStyle {
  readonly script: 'hanzi' | 'latin';
  readonly former: boolean;
  /** 0 = careful clerk, 1 = anything goes. */
  readonly sloppiness: number;
}

function chinese(
  random: Random,
  name: PersonName,
  hanzi: { family: string; given: string },
  style: NameStyle,
): WrittenName {
  if (style.script === 'hanzi') {
    const write = random.chance(0.15 * style.sloppiness) ? toTraditional : (text: string) => text;
    const [family, given] = [write(hanzi.family), write(hanzi.given)];
    return {
      given,
      middle: null,
      family,
      full: family + given,
      other: random.chance(0.2) ? `${name.given} ${name.family}` : null,
    };
  }
  const given =
    random.chance(0.25 * style.sloppiness) && name.given.length > 5
      ? `${name.given.slice(0, 4)} ${name.given.slice(4)}`
      : name.given;
  const swapped = random.chance(0.3 * style.sloppiness);
  return {
    given: swapped ? name.family : given,
    middle: null,
    family: swapped ? given : name.family,
    full: random.chance(0.5) ? `${name.family} ${given}` : `${given} ${name.family}`,
    other: random.chance(0.15) ? hanzi.family + hanzi.given : null,
  };
}

/** The same person under one of the spellings that a house collects over the years. */
export function writePerson(random: Random, name: PersonName, style: NameStyle): WrittenName {
  if (name.hanzi) return chinese(random, name, name.hanzi, style);
  let { given, middle } = name;
  let family = style.former && name.maiden ? name.maiden : name.family;
  const careless = (probability: number) => random.chance(probability * style.sloppiness);
  if (careless(0.3) && name.nicks.length > 0) given = random.pick(name.nicks);
  else if (careless(0.12)) given = `${given.charAt(0)}.`;
  if (middle && random.chance(0.5)) middle = random.chance(0.5) ? middle.charAt(0) : null;
  if (careless(0.12)) family = typo(random, family);
  else if (careless(0.08)) given = typo(random, given);
  if (careless(0.4)) [given, family] = [plainLetters(given, 'german'), plainLetters(family, 'german')];
  else if (careless(0.2)) [given, family] = [plainLetters(given, 'bare'), plainLetters(family, 'bare')];
  if (careless(0.05)) [given, family] = [family, given];
  return {
    given,
    middle,
    family,
    full: [given, middle, family].filter(Boolean).join(' '),
    other: !style.former && name.maiden && random.chance(0.15) ? name.maiden : null,
  };
}
