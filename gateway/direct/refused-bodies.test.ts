import { describe, expect, it } from 'vitest';
import { RefusedBodies, RefusedBody } from './refused-bodies.ts';

const refused = (accept?: string): RefusedBody =>
  new RefusedBody({ accept, status: 400, headers: [], text: 'x', operation: null });

describe('refused bodies', () => {
  it('are found by all of their text, and by what the client accepts', () => {
    const bodies = new RefusedBodies();
    const body = refused('a');
    bodies.add('{1}', body);
    expect(bodies.find('{1}', 'a')).toBe(body);
    expect(['{2}', '{1} '].map((text) => bodies.find(text, 'a'))).toEqual([undefined, undefined]);
    expect(bodies.find('{1}', 'b')).toBeUndefined();
  });

  it('are found however often others of their length came and went', () => {
    const bodies = new RefusedBodies();
    const texts = Array.from({ length: 5_000 }, (_, i) => String(i).padStart(9, '0'));
    for (const text of texts) bodies.add(text, refused());
    for (const text of texts.slice(-100)) bodies.add(text, refused('b'));
    const found = texts.filter((text) => bodies.find(text, undefined) ?? bodies.find(text, 'b'));
    expect(found).toEqual(texts.slice(-1_000));
    bodies.clear();
    bodies.add('another', refused());
    expect(bodies.find(texts.at(-1) ?? '', 'b')).toBeUndefined();
    expect(bodies.find('another', undefined)).toBeDefined();
  });

  it('take a million characters at most', () => {
    const bodies = new RefusedBodies();
    const texts = Array.from({ length: 20 }, (_, i) => String(i).padStart(99_000, '0'));
    for (const text of texts) bodies.add(text, refused());
    expect(texts.filter((text) => bodies.find(text, undefined))).toEqual(texts.slice(-10));
    bodies.add('x'.repeat(2_000_000), refused());
    expect(bodies.find(texts.at(-1) ?? '', undefined)).toBeDefined();
  });
});
