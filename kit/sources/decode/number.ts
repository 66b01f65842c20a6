const scientific = /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d{1,3})$/;

const [zero, nine, minus, point] = [0x30, 0x39, 0x2d, 0x2e];

/** So many digits are exact as a number for sure. */
const exactDigits = 15;

/** Where the digits that begin at a place end. */
function digitsEnd(text: string, start: number): number {
  let at = start;
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < zero || unit > nine) break;
  }
  return at;
}

const signEnd = (text: string): number => (text.charCodeAt(0) === minus ? 1 : 0);

/** `-12` or `-12.50`: nearly all numbers, so no expression. */
function isPlain(raw: string): boolean {
  const start = signEnd(raw);
  const end = digitsEnd(raw, start);
  if (end === start) return false;
  if (end === raw.length) return true;
  return raw.charCodeAt(end) === point && end + 1 < raw.length && digitsEnd(raw, end + 1) === raw.length;
}

/** Exact decimal text; scientific notation (floating-point columns) is written out. NaN and infinity are no decimals. */
export function decodeDecimal(raw: string): string | undefined {
  if (isPlain(raw)) return raw;
  const match = scientific.exec(raw);
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = '', power = '0'] = match;
  const digits = whole + fraction;
  const place = whole.length + Number(power);
  const left = place <= 0 ? '0' : digits.slice(0, place).padEnd(place, '0');
  const right = place <= 0 ? '0'.repeat(-place) + digits : digits.slice(place);
  return `${sign}${left.replace(/^0+(?=\d)/, '')}${right === '' ? '' : `.${right}`}`;
}

/** A whole number up to 2^53; `5.00` is one, `5.5` is not. */
export function decodeInteger(raw: string): number | undefined {
  const start = signEnd(raw);
  const digits = raw.length - start;
  if (digits > 0 && digits <= exactDigits && digitsEnd(raw, start) === raw.length) {
    let value = 0;
    for (let at = start; at < raw.length; at++) value = value * 10 + raw.charCodeAt(at) - zero;
    return start === 1 && value > 0 ? -value : value;
  }
  const decimal = decodeDecimal(raw);
  if (decimal === undefined || !/^-?\d+(\.0*)?$/.test(decimal)) return undefined;
  const value = Number(decimal);
  return Number.isSafeInteger(value) ? (value === 0 ? 0 : value) : undefined;
}
