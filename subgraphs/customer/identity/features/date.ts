import { fold, words } from '../normalise/fold.ts';

/** What forms and databases hold where nobody knows the date: their first or last day. */
const placeholders = new Set(
  '0000-00-00 0001-01-01 1111-11-11 1753-01-01 1899-12-30 1899-12-31 1900-01-01 9999-12-31'.split(' '),
);

/**
 * A date as `YYYY-MM-DD` text, also when its parts are wrong (`1851-21-01`: a slip of the pen is still evidence); '' when
 * it can't be read or only stands for one that is not known. American `3/12/87` is March 12, `20/8/1991` can only be August
 * 20, as `3.12.87` and `3-12-87` begin with the day; two digits of a year below 30 are of this century. Months may be named:
 * `17-May-90`, `Mar 1 1970`, `1. März 1970`. A time of the day behind it is left out.
 */
export function readDate(text: string): string {
  const date = partsOf(text.trim().replace(/\s+\d{1,2}:\d\d.*$/, ''));
  return placeholders.has(date) ? '' : date;
}

function partsOf(text: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return text;
  const iso = /^(\d{4})[-/.年]\s*(\d{1,2})[-/.月]\s*(\d{1,2})/.exec(text) ?? /^(\d{4})(\d\d)(\d\d)$/.exec(text);
  const dayFirst = /^(0[1-9]|[12]\d|3[01])()(0[1-9]|1[0-2])((?:19|20)\d\d)$/.exec(text);
  if (iso && (dayFirst === null || Number(iso[2]) <= 12)) return join(iso[1], iso[2], iso[3]);
  const [, first = '', sign = '', second = '', year = ''] =
    dayFirst ?? /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d\d)$/.exec(text) ?? [];
  if (year === '') return withNamedMonth(text);
  const isMonthFirst = sign === '/' ? Number(first) <= 12 || Number(second) > 12 : Number(second) > 12;
  return isMonthFirst ? join(fullYear(year), first, second) : join(fullYear(year), second, first);
}

const languages = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl'];

/** Numbers of the months, 1 to 12, by their names and by the first three letters where these tell; 0 where they don't. */
const months = new Map<string, number>();
for (const language of languages) {
  const { format } = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' });
  for (let month = 1; month <= 12; month += 1) {
    const name = fold(format(Date.UTC(2000, month - 1)));
    const start = name.slice(0, 3);
    months.set(start, [undefined, month].includes(months.get(start)) ? month : 0);
    if (name.length > 3) months.set(name, month);
  }
}

function withNamedMonth(text: string): string {
  const parts = words(text);
  const month = parts.map((word) => months.get(word) ?? months.get(word.slice(0, 3)) ?? 0).find((number) => number > 0);
  const numbers = parts.filter((word) => /^\d+$/.test(word));
  const year = numbers.findLast((number) => number.length === 4) ?? numbers.at(-1) ?? '';
  const day = numbers.find((number) => number !== year) ?? numbers[0] ?? '';
  return month !== undefined && numbers.length === 2 && day.length <= 2 && /^(\d\d|\d{4})$/.test(year)
    ? join(fullYear(year), String(month), day)
    : '';
}

const fullYear = (year: string): string => (year.length === 4 ? year : `${Number(year) < 30 ? '20' : '19'}${year}`);

const join = (year = '', month = '', day = ''): string => `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
