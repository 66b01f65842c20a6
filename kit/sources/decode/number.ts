const plain = /^-?\d+(\.\d+)?$/;
/** Exact as a number for sure. */
const short = /^-?\d{1,15}$/;
const scientific = /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d{1,3})$/;

/** Exact decimal text; scientific notation (floating-point columns) is written out. NaN and infinity are no decimals. */
export function decodeDecimal(raw: string): string | undefined {
  if (plain.test(raw)) return raw;
  const match = scientific.exec(raw);
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = '', power = '0'] = match;
  const digits = whole + fraction;
  const point = whole.length + Number(power);
  const left = point <= 0 ? '0' : digits.slice(0, point).padEnd(point, '0');
  const right = point <= 0 ? '0'.repeat(-point) + digits : digits.slice(point);
  return `${sign}${left.replace(/^0+(?=\d)/, '')}${right === '' ? '' : `.${right}`}`;
}

/** A whole number up to 2^53; `5.00` is one, `5.5` is not. */
export function decodeInteger(raw: string): number | undefined {
  if (short.test(raw)) return Number(raw) + 0;
  const decimal = decodeDecimal(raw);
  if (decimal === undefined || !/^-?\d+(\.0*)?$/.test(decimal)) return undefined;
  const value = Number(decimal);
  return Number.isSafeInteger(value) ? (value === 0 ? 0 : value) : undefined;
}
