import type { Answer, ToldError } from './contestants.ts';

export interface Difference {
  readonly kind: 'data' | 'order' | 'errors';
  /** Where, and what each side has there. */
  readonly what: string;
}

type Path = readonly (string | number)[];

/**
 * How an answer differs from the reference; null when it is the same. Data must be equal; then equal in the order of its
 * keys, as text. Errors must be the same in path, code and, where the message is ours, message.
 */
export function compare(answer: Answer, reference: Answer): Difference | null {
  const data = dataDifference(answer.data, reference.data, []);
  if (data !== null) return { kind: 'data', what: data };
  const errors = errorDifference(answer.errors, reference);
  if (errors !== null) return { kind: 'errors', what: errors };
  const [own, other] = [JSON.stringify(answer.data), JSON.stringify(reference.data)];
  return own === other ? null : { kind: 'order', what: `${own} instead of ${other}` };
}

function dataDifference(a: unknown, b: unknown, path: Path): string | null {
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length !== b.length) return at(path, `a list of ${a.length}`, `a list of ${b.length}`);
    return firstOf(a.map((one: unknown, i) => dataDifference(one, b[i], [...path, i])));
  }
  if (isObject(a) && isObject(b)) {
    const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    return firstOf(
      keys.map((key) =>
        Object.hasOwn(a, key) && Object.hasOwn(b, key)
          ? dataDifference(a[key], b[key], [...path, key])
          : at(
              [...path, key],
              Object.hasOwn(a, key) ? a[key] : 'no such key',
              Object.hasOwn(b, key) ? b[key] : 'no such key',
            ),
      ),
    );
  }
  return Object.is(a, b) ? null : at(path, a, b);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const firstOf = (found: readonly (string | null)[]): string | null => found.find((one) => one !== null) ?? null;

const at = (path: Path, a: unknown, b: unknown): string =>
  `at ${path.join('.') || 'the root'}: ${JSON.stringify(a)} instead of ${JSON.stringify(b)}`;

const internal = 'INTERNAL_SERVER_ERROR';
/** What the oracle calls a null that the schema forbids, and no resolver threw. */
export const nullForNonNull = 'NULL_FOR_NON_NULL';

const shown = ({ path, code, message }: ToldError): string =>
  `${path?.join('.') ?? 'no path'} ${code ?? 'no code'}${code === internal ? '' : ` ${message}`}`;

/**
 * A fault whose null went up to a parent may be told by any field below that parent: the specification asks for one. So
 * such faults are compared by the null that the client sees, all others by their own place. Which of them the reference tells of a null
 * is chance, and of one fault in several positions the answer tells the first (`answerErrors`): a fault that went up is also told
 * when it is told of another position from which it went up. Where the reference has a null that the
 * schema forbids though no resolver threw, an answer may say nothing, or why: by any fault at that null or below it.
 */
function errorDifference(errors: readonly ToldError[], reference: Answer): string | null {
  const keyOf = (error: ToldError): string => {
    const end = nullOf(error.path, reference.data);
    return error.path && end !== error.path.join('.') ? `below the null ${end || 'of everything'}` : shown(error);
  };
  const faults = reference.errors.filter(({ code }) => code !== nullForNonNull);
  const needed = faults.map(keyOf);
  const may = reference.errors.filter(({ code }) => code === nullForNonNull).map((e) => nullOf(e.path, reference.data));
  const told = errors.map(keyOf);
  const wentUp = (error: ToldError): boolean => nullOf(error.path, reference.data) !== error.path?.join('.');
  const elsewhere = new Set(errors.filter(wentUp).map(wherever));
  const missing = faults
    .filter((error) => !told.includes(keyOf(error)) && !(wentUp(error) && elsewhere.has(wherever(error))))
    .map(keyOf);
  const extra = errors
    .filter((e) => !needed.includes(keyOf(e)) && !may.includes(nullOf(e.path, reference.data)))
    .map(shown);
  if (missing.length + extra.length === 0) return null;
  return `missing [${missing.join('; ')}], too many [${extra.join('; ')}]`;
}

/** A fault without the positions in lists. */
const wherever = ({ path, code, message }: ToldError): string =>
  JSON.stringify([path?.map((step) => (typeof step === 'number' ? '@' : step)), code, message]);

/** The path up to the null that the client sees. */
export function nullOf(path: Path | null, data: unknown): string {
  let value = data;
  for (const [depth, step] of (path ?? []).entries()) {
    if (value === null || value === undefined) return (path ?? []).slice(0, depth).join('.');
    value = Reflect.get(value, step);
  }
  return (path ?? []).join('.');
}
