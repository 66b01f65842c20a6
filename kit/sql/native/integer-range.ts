const bits: Readonly<Record<string, number>> = {
  int2: 16,
  int4: 32,
  int8: 64,
  tinyint: 8,
  smallint: 16,
  mediumint: 24,
  int: 32,
  bigint: 64,
};

interface Range {
  readonly low: bigint;
  readonly high: bigint;
  /** Of the largest. */
  readonly digits: number;
}

/** One entry per native type: each key that is bound asks. */
const ranges = new Map<string, Range>();

/** Smallest and largest value of a native whole-number type. */
export function integerRange(type: string): Range {
  let range = ranges.get(type);
  if (!range) {
    const [low, high] = rangeOf(type);
    ranges.set(type, (range = { low, high, digits: high.toString().length }));
  }
  return range;
}

function rangeOf(type: string): readonly [low: bigint, high: bigint] {
  if (type === 'oid') return [0n, 2n ** 32n - 1n];
  if (type === 'year') return [0n, 2155n];
  const isUnsigned = type.endsWith(' unsigned');
  const size = BigInt(bits[type.replace(' unsigned', '')] ?? 64);
  return isUnsigned ? [0n, 2n ** size - 1n] : [-(2n ** (size - 1n)), 2n ** (size - 1n) - 1n];
}
