import { idsIn, opaqueId, singleBalance, type Account, type Money } from './accounts.ts';
import type { Ask, Statement } from './databases.ts';
import { quoteStatus, ticketPriority, ticketStatus, touchChannel, touchResponse, utc } from './sql.ts';

const deskSystem = 'demo-desk';
const deskZone = 'Asia/Shanghai';

const openTickets: Statement = {
  database: 'desk',
  name: 'whole-tickets',
  text: `select g.gdbh, ${utc('g.cjsj', deskZone)}, ${utc('g.xysj', deskZone)}, ${ticketStatus}, ${ticketPriority}, nullif(g.bt, '')
    from t_gd g where g.khbh = any($1::varchar[]) and g.zt in ('未处理', '处理中') order by g.cjsj desc, g.gdbh collate "C" limit 10`,
};

/** The last ten tickets that are open or wait. */
export async function openTicketsOf(ask: Ask, accounts: readonly Account[]): Promise<unknown[]> {
  const ids = idsIn(accounts, deskSystem);
  if (ids.length === 0) return [];
  return (await ask(openTickets, [ids])).map(([id, openedAt, firstRespondedAt, status, priority, subject]) => ({
    id: opaqueId('tickets', deskSystem, id ?? ''),
    openedAt,
    firstRespondedAt,
    status,
    priority,
    subject,
  }));
}

const quotes: Statement = {
  database: 'crm',
  name: 'whole-quotes',
  text: `select ${utc('q."CreatedDate"', 'UTC')}, q."ExpirationDate", ${quoteStatus}, q."TotalPrice", q."CurrencyIsoCode", u."Name",
      u."IsActive", u."Id"
    from cloudcrm."Quote" q left join cloudcrm."User" u on u."Id" = q."OwnerId"
    where q."AccountId" = any($1::varchar[]) order by q."CreatedDate" desc, q."Id" collate "C" limit 10`,
};

/** The last ten quotes with their sales persons. */
export async function quotesOf(ask: Ask, accounts: readonly Account[]): Promise<unknown[]> {
  const ids = idsIn(accounts, 'demo-crm');
  if (ids.length === 0) return [];
  const rows = await ask(quotes, [ids]);
  return rows.map(([quotedAt, validUntil, status, amount, currency, name, isActive, personId]) => ({
    quotedAt,
    validUntil,
    status,
    total: { amount, currency },
    salesPerson: personId === null ? null : { name, isActive: isActive === 't' },
  }));
}

const touches: Statement = {
  database: 'marketing',
  name: 'whole-touches',
  text: `select ${utc('s.sent_at', 'America/Los_Angeles')}, ${touchChannel}, ${touchResponse}, c.name
    from sends s join campaigns c on c.id = s.campaign_id
    where s.contact_id = any($1::uuid[]) order by s.sent_at desc, s.id limit 5`,
};

/** The last five messages with their campaigns. */
export async function touchesOf(ask: Ask, accounts: readonly Account[]): Promise<unknown[]> {
  const ids = idsIn(accounts, 'demo-marketing');
  if (ids.length === 0) return [];
  return (await ask(touches, [ids])).map(([occurredAt, channel, response, name]) => ({
    occurredAt,
    channel,
    response,
    campaign: { name },
  }));
}

const balance: Statement = {
  database: 'erp',
  name: 'whole-balance',
  text: `select sum(f.offbt), f.waerk from wawi.vbrk f where f.mandt = '100' and f.kunrg = any($1::bpchar[]) group by f.waerk`,
};

/** What is still to be paid. */
export async function balanceOf(ask: Ask, accounts: readonly Account[]): Promise<Money | null> {
  const ids = idsIn(accounts, 'demo-erp');
  if (ids.length === 0) return null;
  const rows = await ask(balance, [ids]);
  return singleBalance(rows.map(([amount, currency]) => ({ amount: amount ?? '0', currency: currency ?? null })));
}
