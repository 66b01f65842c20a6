import { expect, test } from 'vitest';
import { mysqlWriteRights, rightsInGrant } from './write-rights.ts';

test('rights to write are told without the password hash of the line', () => {
  expect(
    rightsInGrant("GRANT ALL PRIVILEGES ON *.* TO `root`@`%` IDENTIFIED BY PASSWORD '*23AE' WITH GRANT OPTION"),
  ).toEqual(['ALL PRIVILEGES on *.*']);
  expect(rightsInGrant('GRANT SELECT, INSERT, UPDATE (a, b) ON `shop`.`sale` TO `x`@`%`')).toEqual([
    'INSERT on shop.sale',
    'UPDATE on shop.sale',
  ]);
});

test('rights to read are none', () => {
  expect(rightsInGrant('GRANT USAGE ON *.* TO `x`@`%`')).toEqual([]);
  expect(rightsInGrant('GRANT SELECT (a, b), SHOW VIEW, EXECUTE ON `shop`.* TO `x`@`%`')).toEqual([]);
});

test('rights of roles count, and a role that can not be looked into is named', async () => {
  const answers: Record<string, string[]> = {
    'show grants for current_user()': [
      'GRANT `clerk` TO `x`@`%`',
      'GRANT `hidden`@`%` TO `x`@`%`',
      'GRANT USAGE ON *.* TO `x`@`%`',
    ],
    'show grants for `clerk`': ['GRANT DELETE ON `shop`.* TO `clerk`', 'GRANT `clerk` TO `clerk`'],
  };
  const ask = (sql: string): Promise<string[]> => {
    const answer = answers[sql];
    return answer ? Promise.resolve(answer) : Promise.reject(new Error('denied'));
  };
  expect(await mysqlWriteRights(ask)).toEqual(['DELETE on shop.*', "role hidden@%, whose rights can't be seen"]);
});
