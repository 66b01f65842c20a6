import type { Bindings } from './bindings.ts';
import { toNative, type Native } from './native/to-native.ts';
import { termExpression, type OrderTerm } from './order.ts';
import type { Keyset } from './plan.ts';
import type { Target } from './target.ts';

const never = '1 = 0';

/**
 * Rows after the keyset in the order (order columns, system, key). In the keyset's own system that is a full comparison of
 * order and key with the values as the system wrote them. In another system the order columns decide, by decoded values; rows
 * that are equal there come after exactly when the system's name does.
 */
export function afterSql(terms: readonly OrderTerm[], after: Keyset, target: Target, bindings: Bindings): string {
  const isOwn = after.system === target.system;
  const used = isOwn ? terms : terms.filter((term) => !term.isTieBreak);
  const values = used.map((term) => valueOf(term, isOwn ? after.raw : after.decoded, target));
  const atEnd = isOwn ? never : target.system > after.system ? '1 = 1' : never;

  const compare = (term: OrderTerm, sign: string, value: Exclude<Native, undefined>): string => {
    const { dialect } = target;
    const bound =
      term.parts.length === 1
        ? dialect.codePointsValue(term.parts[0], value, bindings)
        : dialect.keyTextValue(String(value), bindings);
    return `${termExpression(term, 'r', target)} ${sign} ${bound}`;
  };
  const rest = (i: number): string => {
    const term = used[i];
    if (!term) return atEnd;
    const value = values[i];
    const expression = termExpression(term, 'r', target);
    // Nulls are last: after a null only equals follow, after a value also the nulls.
    if (value === null) return `(${expression} is null and ${rest(i + 1)})`;
    if (value === undefined) return never;
    const beyond = compare(term, term.direction === 'asc' ? '>' : '<', value);
    const alternatives = [beyond];
    if (term.isNullable) alternatives.push(`${expression} is null`);
    const isLast = i === used.length - 1;
    if (!(isLast && atEnd === never)) {
      const same = compare(term, '=', value);
      alternatives.push(isLast ? same : `(${same} and ${rest(i + 1)})`);
    }
    return alternatives.length === 1 ? beyond : `(${alternatives.join(' or ')})`;
  };

  // A plain bound on the first column lets an index start at the right place.
  const [first] = used;
  const start = values[0];
  const isBound = first !== undefined && !first.isNullable && start !== null && start !== undefined && used.length > 1;
  const bound = isBound ? `${compare(first, first.direction === 'asc' ? '>=' : '<=', start)} and ` : '';
  return bound + rest(0);
}

/** Null for null; undefined when the text is no value of the native type (a forged cursor): nothing comes after it. */
function valueOf(term: OrderTerm, values: readonly (string | null)[], target: Target): Native | null {
  const text = values[term.value];
  if (text === undefined || text === null) return text;
  if (term.parts.length > 1) return text.includes('\0') ? undefined : text;
  return toNative(target.dialect.name, term.parts[0].type, term.kind, text, target.timeZone);
}
