import { createHmac } from 'node:crypto';
import type pg from 'pg';

/**
 * Tables that the mappings read. The reader may read no other: the hub has no business with passwords, credit cards and
 * what employees earn, which lie in the same database.
 */
const tables = [
  'person.address',
  'person.addresstype',
  'person.businessentityaddress',
  'person.businessentitycontact',
  'person.emailaddress',
  'person.person',
  'person.personphone',
  'person.stateprovince',
  'production.billofmaterials',
  'production.location',
  'production.product',
  'production.productcategory',
  'production.productinventory',
  'production.productsubcategory',
  'purchasing.productvendor',
  'purchasing.shipmethod',
  'purchasing.vendor',
  'sales.currencyrate',
  'sales.customer',
  'sales.salesorderdetail',
  'sales.salesorderheader',
  'sales.store',
] as const;

/**
 * Makes (or makes good again) the account that the hub reads with: SELECT on the tables above and nothing else. Its
 * password follows from the administrator's, so that several test processes agree without a file between them.
 * `admin` is connected to the loaded database. Returns the URL of the account.
 */
export async function grantReader(admin: pg.Client, adminUrl: string, database: string): Promise<string> {
  const url = new URL(adminUrl);
  const name = `${database}_reader`;
  const password = createHmac('sha256', url.password || url.username)
    .update(name)
    .digest('base64url');
  const role = admin.escapeIdentifier(name);
  const { rowCount } = await admin.query('select 1 from pg_roles where rolname = $1', [name]);
  if (rowCount === 0) await admin.query(`create role ${role}`);
  await admin.query(
    `alter role ${role} login nosuperuser nocreatedb nocreaterole nobypassrls password ${admin.escapeLiteral(password)}`,
  );
  await admin.query(`revoke all on database ${admin.escapeIdentifier(database)} from public`);
  await admin.query(`grant connect on database ${admin.escapeIdentifier(database)} to ${role}`);
  await admin.query(`revoke create on schema public from public`);
  await admin.query(`grant usage on schema person, production, purchasing, sales to ${role}`);
  await admin.query(`grant select on ${tables.join(', ')} to ${role}`);
  url.username = name;
  url.password = password;
  url.pathname = `/${encodeURIComponent(database)}`;
  return url.href;
}
