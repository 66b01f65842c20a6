import { expect, test } from 'vitest';
import { graphInstant, sortableInstant } from './instant.ts';
import { nameCompleteness, writing } from './writing.ts';

test.each([
  ['ANNA SCHMIDT', 'Anna Schmidt'],
  ['anna schmidt', 'Anna Schmidt'],
  ['Jose Nunez', 'José Núñez'],
  ['JOSÉ', 'José'],
])('%s is written worse than %s', (worse, better) => {
  expect(writing(worse)).toBeLessThan(writing(better));
});

test.each([
  ['王小明', 'Anna Schmidt'],
  ['Петров', 'Anna'],
  ['4711', 'Anna'],
])('%s is written as well as %s', (a, b) => {
  expect(writing(a)).toBe(writing(b));
});

test.each([
  ['A. Schmidt', 'Anna Schmidt'],
  ['Anna Schmidt', 'Anna M. Schmidt'],
  ['Anna M. Schmidt', 'Anna Maria Schmidt'],
  ['王', '王小明'],
])('%s says less than %s', (less, more) => {
  expect(nameCompleteness(less)).toBeLessThan(nameCompleteness(more));
});

test('a name says as much in Chinese characters as in pinyin', () => {
  expect(nameCompleteness('王小明')).toBe(nameCompleteness('Wang Xiaoming'));
});

test('instants sort by time whatever their decimals, and are written without zeros', () => {
  const instants = [
    '2024-05-01T00:00:00Z',
    '2024-05-01T00:00:00.000001Z',
    '2024-05-01T00:00:00.5Z',
    '2024-05-01T00:00:01Z',
  ];
  expect([...instants].reverse().sort((a, b) => (sortableInstant(a) < sortableInstant(b) ? -1 : 1))).toEqual(instants);
  expect(instants.map(graphInstant)).toEqual([
    '2024-05-01T00:00:00Z',
    '2024-05-01T00:00:00Z',
    '2024-05-01T00:00:00.5Z',
    '2024-05-01T00:00:01Z',
  ]);
  expect(graphInstant('2024-05-01T10:20:30.100000Z')).toBe('2024-05-01T10:20:30.1Z');
  expect(graphInstant('2024-05-01T10:20:00.000000Z')).toBe('2024-05-01T10:20:00Z');
});
