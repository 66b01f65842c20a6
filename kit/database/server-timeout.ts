/**
 * The limit to set on the server. What is left of a request's time is another number each time, and setting it costs a
 * round trip, so odd numbers are rounded up to a quarter second; the client's own limit is exact and cancels.
 */
export function serverTimeout(timeoutMs: number): number {
  if (timeoutMs % 100 === 0) return timeoutMs;
  return Math.ceil(timeoutMs / 250) * 250;
}
