import { isCjk, withoutUmlauts, words } from './fold.ts';

/** One way to read a person's name; a name in one field may have two (given first, family first). */
export interface NameReading {
  /** Folded, words of one name joined by a space. */
  readonly family: string;
  readonly given: readonly string[];
  /** `jr`, `sr`, `ii`: father and son are two persons. */
  readonly suffix: string | null;
}

const titles = new Set('mr mrs ms miss mx dr prof herr frau hr fr sir dame madame mme m sig sra'.split(' '));
const endings = new Set('mba phd md dipl ing msc bsc cpa esq'.split(' '));
const suffixes = new Set('jr sr junior senior ii iii iv'.split(' '));
const particles = new Set(
  'van von de der den del della di da dos du la le ten ter zu zum zur al el bin ibn mac'.split(' '),
);
const compoundFamily = new Set(
  '欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 司徒 夏侯 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 端木'.split(' '),
);
const cjkTitles = /(先生|女士|小姐|太太|经理|經理)$/u;

const short = (suffix: string): string => (suffix === 'junior' ? 'jr' : suffix === 'senior' ? 'sr' : suffix);

function strip(all: readonly string[]): { kept: string[]; suffix: string | null } {
  let suffix: string | null = null;
  const kept = all.filter((word, at) => {
    if (at > 0 && suffixes.has(word)) {
      suffix = short(word);
      return false;
    }
    return !(titles.has(word) && all.length > 1 && at === 0) && !(at > 1 && endings.has(word));
  });
  return { kept, suffix };
}

function cjkReading(text: string): NameReading[] {
  const name = text.replace(/[\s·・]/gu, '').replace(cjkTitles, '');
  const characters = [...name];
  if (characters.length < 2 || characters.length > 6) return [];
  const length = compoundFamily.has(characters.slice(0, 2).join('')) && characters.length > 2 ? 2 : 1;
  return [{ family: characters.slice(0, length).join(''), given: [characters.slice(length).join('')], suffix: null }];
}

/** `van der Berg`: particles before the last word belong to the family name. */
function familyLast(kept: readonly string[], suffix: string | null): NameReading {
  let from = kept.length - 1;
  while (from > 1 && particles.has(kept[from - 1] ?? '')) from -= 1;
  return { family: kept.slice(from).join(' '), given: kept.slice(0, from), suffix };
}

/** The ways to read a full name in one field: `Anna Schmidt`, `Schmidt, Anna`, `王小明`, `Wang Xiaoming`. */
export function readFullName(name: string | null): NameReading[] {
  if (name === null) return [];
  if (isCjk(name)) return cjkReading(name.normalize('NFKC'));
  const [before, after, ...rest] = name.split(/[,，]/u);
  const tail = words(after ?? null);
  if (tail.length > 0 && rest.length === 0 && !tail.every((word) => suffixes.has(word) || endings.has(word))) {
    const given = strip(tail);
    const family = strip(words(before ?? null));
    const suffix = given.suffix ?? family.suffix;
    return family.kept.length > 0 ? [{ family: family.kept.join(' '), given: given.kept, suffix }] : [];
  }
  const { kept, suffix } = strip(words(name));
  const [first, ...others] = kept;
  if (first === undefined || others.length === 0) return [];
  const readings = [familyLast(kept, suffix)];
  if (others.length <= 2) readings.push({ family: first, given: others, suffix });
  return readings;
}

/** The reading of a name that the system keeps in parts; empty when a part is missing. */
export function readNameParts(given: string | null, middle: string | null, family: string | null): NameReading[] {
  const last = strip(words(family));
  const first = strip([...words(given), ...words(middle)]);
  if (last.kept.length === 0 || first.kept.length === 0) return [];
  const cjk = given !== null && isCjk(given);
  return [
    {
      family: last.kept.join(' '),
      given: cjk ? [first.kept.join('')] : first.kept,
      suffix: last.suffix ?? first.suffix,
    },
  ];
}

/** Same first given name, or an initial of it; further given names must not contradict. */
export function compatibleGiven(a: readonly string[], b: readonly string[]): boolean {
  if (a.length === 0 || b.length === 0) return false;
  if (withoutUmlauts(a.join('')) === withoutUmlauts(b.join(''))) return true;
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
    const x = withoutUmlauts(a[at] ?? '');
    const y = withoutUmlauts(b[at] ?? '');
    const initial = (x.length === 1 && y.startsWith(x)) || (y.length === 1 && x.startsWith(y));
    if (x !== y && !initial) return false;
  }
  return true;
}

export const sameReading = (a: NameReading, b: NameReading): boolean =>
  withoutUmlauts(a.family.replaceAll(' ', '')) === withoutUmlauts(b.family.replaceAll(' ', '')) &&
  a.suffix === b.suffix &&
  compatibleGiven(a.given, b.given);
