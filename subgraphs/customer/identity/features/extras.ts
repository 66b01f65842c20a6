import type { FeatureColumn } from './column.ts';
import { readDate } from './date.ts';

/** What makes an attribute a number that is given to one: most of its values are no dates, and hold so many digits, */
const digits = 4;
/** so many of its values are different, as a share of the records that have any, */
const leastDistinct = 0.25;
/** and none is shared by more records. */
const mostShared = 12;

const isDate = (text: string): boolean => /^(18|19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(readDate(text));
const isNumber = (text: string): boolean => text.replaceAll(/\D/g, '').length >= digits && !isDate(text);

/** Whether the values of an attribute belong to one customer each, by what they look like and how few share one. */
export function isIdentifying(column: FeatureColumn): boolean {
  if (column.size < 2 || column.size < column.filled * leastDistinct) return false;
  let numbers = 0;
  for (let id = 0; id < column.size; id += 1) {
    if (column.count(id) > mostShared) return false;
    if (isNumber(column.text(id))) numbers += 1;
  }
  return numbers * 2 > column.size;
}
