import { describe, expect, test } from 'vitest';
import { looksLikeOrganization, organizationCore } from './organization-name.ts';

describe('the core of a firm’s name', () => {
  test.each([
    ['Müller & Co. KG', 'muller'],
    ['MÜLLER UND CO KG', 'muller'],
    ['The Acme Corporation, Inc.', 'acme'],
    ['Acme S.p.A.', 'acme'],
    ['北京华信科技有限公司', '北京华信科技'],
    ['北京华信科技 股份有限公司', '北京华信科技'],
    ['株式会社 山田', '山田'],
    ['Acme Bikes Nord', 'acme bikes nord'],
  ])('%s is %s', (name, expected) => {
    expect(organizationCore(name)).toBe(expected);
  });

  test('a name of fillers alone stays, no name is null', () => {
    expect(organizationCore('Co. KG')).toBe('co kg');
    expect(organizationCore('--')).toBeNull();
    expect(organizationCore(null)).toBeNull();
  });
});

test.each([
  ['Schmidt Maschinenbau GmbH', true],
  ['北京华信科技有限公司', true],
  ['Anna Schmidt', false],
  ['王小明', false],
])('%s looks like a firm: %s', (name, expected) => {
  expect(looksLikeOrganization(name)).toBe(expected);
});
