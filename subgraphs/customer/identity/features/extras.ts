import { identifying } from '../rules/thresholds.ts';
import type { FeatureColumn } from './column.ts';
import { readDate } from './date.ts';

const isDate = (text: string): boolean => /^(18|19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(readDate(text));
const isNumber = (text: string): boolean => text.replaceAll(/\D/g, '').length >= identifying.digits && !isDate(text);

/** Whether the values of an attribute belong to one customer each, by what they look like and how few share one. */
export function isIdentifying(column: FeatureColumn): boolean {
  if (column.size < 2 || column.size < column.filled * identifying.distinct) return false;
  let numbers = 0;
  for (let id = 0; id < column.size; id += 1) {
    if (column.count(id) > identifying.shared) return false;
    if (isNumber(column.text(id))) numbers += 1;
  }
  return numbers * 2 > column.size;
}
