import type { Pools } from '../generate/values.ts';

/** Arguments of the made-up supergraph that find something, and some that do not. */
export const madePools: Pools = {
  id: ['b1', 'b2', 'b4', 'b6', 'f1', 'f2', 'f3', 'p1', 'p3', 'p4', 'p6', 'r1', 'r2', 'r4', 's1', 'unknown'],
  ids: ['f1', 'f2', 'f3', 'b1', 'unknown'],
  media: ['b1', 'f1', 'unknown'],
  isbn: ['978-1', '978-2', '978-4', '978-6', 'unknown'],
  shop: ['s1', 's2', 's3', 'unknown'],
  code: ['code-1', 'code-2', 'code-3', 'unknown'],
  text: ['nothing', 'anything', ''],
  name: ['Person', '1', 'x'],
  first: [0, 1, 2, 3, 5],
  limit: [0, 1, 3],
};
