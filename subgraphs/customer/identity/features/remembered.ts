/**
 * A pure function of a text that is asked for the same texts again and again: what it gave is remembered. Of more texts than
 * `most` it forgets all and begins anew, so that memory is bounded.
 */
export function remembered<T>(find: (text: string) => T, most = 2 ** 16): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const value = find(text);
    if (known.size === most) known.clear();
    known.set(text, value);
    return value;
  };
}
