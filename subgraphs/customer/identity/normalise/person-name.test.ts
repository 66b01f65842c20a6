import { describe, expect, test } from 'vitest';
import { compatibleGiven, readFullName, readNameParts, sameReading } from './person-name.ts';

const agree = (a: string, b: string): boolean =>
  readFullName(a).some((x) => readFullName(b).some((y) => sameReading(x, y)));

describe('full names agree', () => {
  test.each([
    ['Anna Schmidt', 'Schmidt, Anna'],
    ['Anna Schmidt', 'ANNA SCHMIDT'],
    ['Dr. Anna Schmidt', 'Anna Schmidt, PhD'],
    ['Anna Maria Schmidt', 'Anna Schmidt'],
    ['A. Schmidt', 'Anna Schmidt'],
    ['Jan van der Berg', 'van der Berg, Jan'],
    ['Zoë Müller', 'Zoe Muller'],
    ['Käthe Krüger', 'KRUEGER, KAETHE'],
    ['Wang Xiaoming', 'Xiaoming Wang'],
    ['Xiao Ming Wang', 'Wang Xiaoming'],
    ['王小明', '王 小明'],
    ['欧阳修文', '欧阳 修文'],
    ['王小明先生', '王小明'],
    ['Robert King Jr.', 'Robert King Junior'],
  ])('%s and %s', (a, b) => {
    expect(agree(a, b)).toBe(true);
    expect(agree(b, a)).toBe(true);
  });
});

describe('full names differ', () => {
  test.each([
    ['Anna Schmidt', 'Bert Schmidt'],
    ['Anna Schmidt', 'Anna Braun'],
    ['Anna Maria Schmidt', 'Anna Lena Schmidt'],
    ['Anna Schmidt', 'Schmidt'],
    ['王小明', '王小红'],
    ['王小明', '李小明'],
    ['Robert King Jr.', 'Robert King Sr.'],
    ['Robert King Jr.', 'Robert King'],
    ['Anna', 'Anna'],
    ['', ''],
  ])('%s and %s', (a, b) => {
    expect(agree(a, b)).toBe(false);
  });
});

test('names in parts read as names in one field', () => {
  expect(readNameParts('Anna', 'M.', 'Schmidt')).toEqual([{ family: 'schmidt', given: ['anna', 'm'], suffix: null }]);
  expect(readNameParts('小明', null, '王')).toEqual(readFullName('王小明'));
  expect(readNameParts(null, null, 'Schmidt')).toEqual([]);
  expect(readNameParts('Anna', null, null)).toEqual([]);
});

test('given names: nothing agrees with nothing', () => {
  expect(compatibleGiven([], ['anna'])).toBe(false);
  expect(compatibleGiven(['a'], ['anna'])).toBe(true);
  expect(compatibleGiven(['a'], ['berta'])).toBe(false);
});
