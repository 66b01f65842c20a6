/** Nobody reads where in our code a client's fault was found, and each stack costs as much as finding it. */
export function withoutStacks<T>(find: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return find();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
