/**
 * A date as `YYYY-MM-DD` text, also when its parts are wrong (`1851-21-01`: a slip of the pen is still evidence); '' when
 * it can't be read. American `3/12/87` is March 12; two digits of a year below 30 are of this century.
 */
export function readDate(text: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return text;
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})/.exec(text) ?? /^(\d{4})(\d\d)(\d\d)$/.exec(text);
  if (iso) return join(iso[1], iso[2], iso[3]);
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{2}|\d{4})$/.exec(text);
  if (american) return join(fullYear(american[3] ?? ''), american[1], american[2]);
  const german = /^(\d{1,2})\.(\d{1,2})\.(\d{2}|\d{4})$/.exec(text);
  return german ? join(fullYear(german[3] ?? ''), german[2], german[1]) : '';
}

const fullYear = (year: string): string => (year.length === 4 ? year : `${Number(year) < 30 ? '20' : '19'}${year}`);

const join = (year = '', month = '', day = ''): string => `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
