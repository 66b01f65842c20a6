import { expect, test } from 'vitest';
import { written, writtenBefore } from './json-bytes.ts';

const string = (text: string): string =>
  written((out) => {
    out.string(text);
  }).toString();

test('strings are what JSON.stringify makes of them, every code unit alone and between others', () => {
  for (let unit = 0; unit <= 0xffff; unit++) {
    const one = String.fromCharCode(unit);
    if (string(one) !== JSON.stringify(one)) expect(string(one), String(unit)).toBe(JSON.stringify(one));
    const between = `a${one}é王`;
    if (string(between) !== JSON.stringify(between))
      expect(string(between), String(unit)).toBe(JSON.stringify(between));
  }
});

test.each([
  '',
  '😀',
  '\ud83d',
  '\ude00\ud83d',
  'x'.repeat(10_000),
  '王"\\\n'.repeat(5_000),
  `${'é'.repeat(199)}\u0000`,
])('a string of any length, whole pairs and halves (%#)', (text) => {
  expect(string(text)).toBe(JSON.stringify(text));
});

test('what was taken back is not there, and what was thrown away is not in the next', () => {
  expect(() =>
    written((out) => {
      out.ascii('{"a":');
      throw new Error('amiss');
    }),
  ).toThrow('amiss');
  const bytes = written((out) => {
    out.ascii('[');
    const { length } = out;
    out.string('gone');
    out.backTo(length);
    out.bytes(Buffer.from('1'));
    out.json(',"王"]');
  });
  expect(bytes.toString()).toBe('[1,"王"]');
});

test('bytes stay as they are while more is written, longer than the room', () => {
  const long = 'y'.repeat(150);
  const list = (n: number): Buffer =>
    written((out) => {
      out.ascii('[');
      for (let i = 0; i < n; i++) {
        if (i > 0) out.ascii(',');
        out.string(`${String(i)}${long}`);
      }
      out.ascii(']');
    });
  const [small, large] = [list(3), list(20_000)];
  expect(JSON.parse(list(7).toString())).toHaveLength(7);
  expect(JSON.parse(small.toString())).toEqual([`0${long}`, `1${long}`, `2${long}`]);
  expect(JSON.parse(large.toString())).toHaveLength(20_000);
});

test('what was written before an answer stays as it is while more is written, whatever its length', () => {
  const texts = Array.from({ length: 3_000 }, (_, i) => `${String(i)} ${'王'.repeat(i % 97)}`);
  texts.push('z'.repeat(2_000_000), 'after');
  const parts = texts.map((text) =>
    writtenBefore((value, out) => {
      out.string(value);
      return true;
    }, text),
  );
  const all = written((out) => {
    out.ascii('[');
    for (const [i, part] of parts.entries()) {
      if (i > 0) out.ascii(',');
      part?.writeTo(out);
    }
    out.ascii(']');
  });
  expect(JSON.parse(all.toString())).toEqual(texts);
});

test('of what is refused nothing is left', () => {
  const refused = writtenBefore((value, out) => {
    out.string(value);
    return false;
  }, 'gone');
  const next = writtenBefore((value, out) => {
    out.string(value);
    return true;
  }, 'here');
  expect(refused).toBeNull();
  expect(written((out) => next?.writeTo(out)).toString()).toBe('"here"');
});
