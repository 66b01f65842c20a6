import { describe, expect, test } from 'vitest';
import { indexText, indexWords, nameKey, phoneDigits, queryWords } from './search-text.ts';

describe('words of the index', () => {
  test.each([
    ['Anna Schmidt-Müller', ['anna', 'schmidt', 'muller', 'mueller']],
    ['王小明', ['王小明', '小明', '明']],
    ['北京华信科技', ['北京华信', '京华信科', '华信科技', '信科技', '科技', '技']],
    ['IBM中国', ['ibm', '中国', '国']],
    ['anna.s@example.com', ['anna', 's', 'example', 'com']],
    ["O'Brien", ['obrien']],
    ['', []],
  ])('%s', (text, expected) => {
    expect(indexWords(text)).toEqual(expected);
  });

  test('every word of a query finds the text that it was taken from', () => {
    const texts = [
      'Anna Schmidt-Müller',
      '北京华信科技有限公司',
      'IBM中国',
      'Пётр Иванов',
      'José Ñandú',
      '佐藤ひろし',
      '김철수',
    ];
    expect(texts).toHaveLength(7);
    for (const text of texts) {
      const words = queryWords(text);
      expect(words.length).toBeGreaterThan(0);
      for (const word of words) expect(indexText([text])).toContain(` ${word}`);
    }
  });

  test('nothing is one space', () => {
    expect(indexText([null, ''])).toBe(' ');
  });
});

test('customers without a name sort behind every name', () => {
  expect(nameKey(null) > nameKey('龍')).toBe(true);
  expect(nameKey('  Éva  Ő ')).toBe('eva o');
});

test.each([
  ['+49 (0)30 1234567', '49301234567'],
  ['0049 30 1234567', '49301234567'],
  ['(030) 1234-567', '301234567'],
  ['4711', null],
  ['C-12345', null],
])('phone digits of %s', (text, expected) => {
  expect(phoneDigits(text)).toBe(expected);
});
