import { fold, words } from '../normalise/fold.ts';

/**
 * A date as `YYYY-MM-DD` text, also when its parts are wrong (`1851-21-01`: a slip of the pen is still evidence); '' when
 * it can't be read. American `3/12/87` is March 12; two digits of a year below 30 are of this century. Months may be named:
 * `17-May-90`, `Mar 1 1970`, `1. März 1970`.
 */
export function readDate(text: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return text;
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})/.exec(text) ?? /^(\d{4})(\d\d)(\d\d)$/.exec(text);
  if (iso) return join(iso[1], iso[2], iso[3]);
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{2}|\d{4})$/.exec(text);
  if (american) return join(fullYear(american[3] ?? ''), american[1], american[2]);
  const german = /^(\d{1,2})\.(\d{1,2})\.(\d{2}|\d{4})$/.exec(text);
  return german ? join(fullYear(german[3] ?? ''), german[2], german[1]) : withNamedMonth(text);
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
