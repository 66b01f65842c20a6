import { pino, type Logger } from 'pino';
import { createRequestContext, type Clock, type RequestContext } from '../../context.ts';
import { Secret } from '../../env/secret.ts';
import { code, date, decimal, instant, key, relation, text } from '../../relation.ts';
import type { Restrict } from '../../sql/restriction.ts';
import { createMariaDbTestDatabase, createTestDatabase, type TestDatabase } from '../../test-servers/test-database.ts';
import type { SourceDefinition, SourceLimits } from '../definition.ts';
import { openSource } from '../open-source.ts';
import type { Source } from '../source.ts';

/** A relation of the tests: what a shop sold. */
export const sales = relation({
  name: 'sales',
  description: 'Test.',
  key: ['sale_id'],
  columns: {
    sale_id: key.required('Sale.'),
    account_id: key.required('Account.'),
    placed_at: instant('When; may be missing.'),
    due_on: date('Day.'),
    total: decimal('Amount.'),
    currency: text('Currency.'),
    status: code(['OPEN', 'PAID'], 'Status.'),
    note: text('Note.'),
    shop: text('Left out of the mappings.'),
  },
});

export interface Fixture {
  readonly product: string;
  readonly database: TestDatabase;
  /** URL of an account with SELECT only. */
  readonly readerUrl: string;
}

/** 40 accounts with 0 to 39 sales; many ties in placed_at, some nulls; account 39 has the most. */
const rows = Array.from({ length: 40 }, (_, account) =>
  Array.from({ length: account }, (_, i) => ({ account, i })),
).flat();

function values(quote: (at: string) => string): string {
  return rows
    .map(({ account, i }, n) => {
      const id = (n * 7919) % 100_003;
      const day = String(1 + (i % 5)).padStart(2, '0');
      const at = i % 6 === 5 ? 'null' : quote(`2024-03-${day} 10:00:00`);
      const status = ['OPEN', 'PAID', 'X9', ''][i % 4] ?? '';
      const text = ['b', 'A', 'a', 'B', 'ä', 'z', '王'][n % 7] ?? '';
      return `(${String(id)}, ${String(account)}, ${at}, date '2024-02-${day}', ${String(n)}.05, '${i % 2 ? 'EUR' : 'USD'}', '${status}', '${text}${String(id)}')`;
    })
    .join(',\n');
}

/** Keys in three shapes: `sale` has numbers, `mapping()` can make text and composite keys of them. */
export async function makePostgres(server?: string): Promise<Fixture> {
  const database = await createTestDatabase('source', server);
  await database.run(`create table sale (id int primary key, acct int not null, at timestamp, due date, total numeric(12,2),
      cur char(3), st varchar(10), code varchar(20) collate "unicode");
    create index sale_acct on sale (acct, at desc);
    create index sale_code on sale (code);
    insert into sale values ${values((at) => `timestamp '${at}'`)};
    analyze sale;
    create role reader_${database.name} login password 'reader';
    revoke create on schema public from public;
    grant select on all tables in schema public to reader_${database.name}`);
  return { product: 'PostgreSQL', database, readerUrl: readerOf(database) };
}

export async function makeMariaDb(server: string): Promise<Fixture> {
  const database = await createMariaDbTestDatabase('source', server);
  await database.run(`create table sale (id int primary key, acct int not null, at datetime, due date, total decimal(12,2),
      cur char(3), st varchar(10), code varchar(20) collate utf8mb4_unicode_ci, index sale_acct (acct, at), index sale_code (code));
    insert into sale values ${values((at) => `timestamp '${at}'`)};
    analyze table sale;
    create user reader_${database.name} identified by 'reader';
    grant select on ${database.name}.* to reader_${database.name}`);
  return { product: 'MariaDB', database, readerUrl: readerOf(database) };
}

function readerOf(database: TestDatabase): string {
  const url = new URL(database.url);
  url.username = `reader_${database.name}`;
  url.password = 'reader';
  return url.href;
}

/** The mapping with whole-number keys; others replace `keys`. */
export const mapping = (keys = 'id as sale_id, acct as account_id'): string =>
  `select ${keys}, at as placed_at, due as due_on, total, cur as currency, st as status, code as note from sale -- end`;

export interface Opening {
  readonly url: string;
  readonly sql?: string;
  readonly system?: string;
  readonly limits?: Partial<SourceLimits>;
  readonly allowWritableAccount?: boolean;
  readonly log?: Logger;
  readonly restrict?: Restrict;
  readonly clock?: Clock;
}

export function open(opening: Opening): Source {
  const definition: SourceDefinition = {
    system: opening.system ?? 'shop',
    title: 'Shop',
    folder: '/nowhere',
    connection: 'SHOP_DATABASE_URL',
    serves: ['sales-order'],
    timeZone: 'Europe/Berlin',
    limits: { connections: 3, statementTimeoutMs: 5000, rows: 5000, waiting: 500, spareAfter: 5, ...opening.limits },
    freshness: { warnAfterMs: 1000, errorAfterMs: 2000 },
    allowWritableAccount: opening.allowWritableAccount ?? false,
    mappings: new Map([
      ['sales', { relation: 'sales', file: 'sales.sql', sql: opening.sql ?? mapping(), dialect: null }],
    ]),
  };
  return openSource(definition, {
    url: new Secret(opening.url),
    relations: [sales],
    log: opening.log ?? pino({ level: 'silent' }),
    ...(opening.restrict ? { restrict: opening.restrict } : {}),
    ...(opening.clock ? { clock: opening.clock } : {}),
  });
}

export const context = (timeoutMs = 10_000, signal?: AbortSignal): RequestContext =>
  createRequestContext({ requestId: 'test', timeoutMs, ...(signal ? { signal } : {}) });
