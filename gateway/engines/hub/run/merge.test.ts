import { describe, expect, it } from 'vitest';
import type { Data } from '../data.ts';
import { compileMerge, merge, type Merge } from './merge.ts';

/** By code that was made for these keys, which is from the third time on. */
const byCode = compileMerge(['__typename', 'a', 'l', 's', 'at', 'of "no" source']);
byCode();
byCode();

describe.each<[string, Merge]>([
  ['whatever the keys', merge],
  ['by known keys', byCode()],
])('merging %s', (_how, mergeInto) => {
  const merged = (target: Data, source: Data): Data => {
    mergeInto(target, source, (name) => name === 'Media');
    return target;
  };

  it('merges objects and lists of one length in depth; else what comes later wins', () => {
    expect(merged({ a: { b: 1 }, l: [{ x: 1 }, null], s: 1 }, { a: { c: 2 }, l: [{ y: 2 }, null], s: 2 })).toEqual({
      a: { b: 1, c: 2 },
      l: [{ x: 1, y: 2 }, null],
      s: 2,
    });
    expect(merged({ l: [1] }, { l: [1, 2] })).toEqual({ l: [1, 2] });
  });

  it('learns the object type of what was known by an interface, and does not forget it', () => {
    expect(merged({ __typename: 'Media' }, { __typename: 'Book' })).toEqual({ __typename: 'Book' });
    expect(merged({ at: { __typename: 'Book' } }, { at: { __typename: 'Media', score: 1 } })).toEqual({
      at: { __typename: 'Book', score: 1 },
    });
  });

  it('takes nothing for what is not there', () => {
    expect(merged({ a: 1, l: undefined }, { a: undefined, l: null })).toStrictEqual({ a: 1, l: null });
  });
});
