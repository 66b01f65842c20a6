/**
 * How seconds grow with size: the slope of log seconds over log size by least squares. 1 is linear, 2 is four times as long for
 * twice as many. NaN for fewer than two sizes.
 */
export function growthExponent(points: readonly (readonly [size: number, seconds: number])[]): number {
  const logs = points.map(([size, seconds]) => [Math.log(size), Math.log(seconds)] as const);
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(logs.map(([at]) => at)), mean(logs.map(([, at]) => at))];
  const above = logs.reduce((sum, [p, q]) => sum + (p - x) * (q - y), 0);
  const below = logs.reduce((sum, [p]) => sum + (p - x) ** 2, 0);
  return above / below;
}
