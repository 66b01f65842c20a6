/** Expressions over the legacy tables of the demo company (demo/systems), each with the value that the graph shows. */

const instant = (timestamptz: string): string =>
  `to_char(${timestamptz} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

/** A wall-clock time without zone. */
export const utc = (timestamp: string, zone: string): string => instant(`${timestamp} at time zone '${zone}'`);

export const orderedAt = utc(
  `make_timestamp((h.ohordd + 19000000) / 10000, (h.ohordd + 19000000) / 100 % 100, (h.ohordd + 19000000) % 100,
    h.ohordt / 10000, h.ohordt / 100 % 100, h.ohordt % 100)`,
  'America/Chicago',
);

export const orderStatus = `case h.ohstat when '10' then 'OPEN' when '20' then 'CONFIRMED' when '25' then 'BACKORDERED'
  when '45' then 'SHIPPED' when '77' then 'CLOSED' when '90' then 'REJECTED' when '99' then 'CANCELLED' else 'UNKNOWN' end`;

export const shoppedAt = instant('to_timestamp(o.placed_epoch)');

export const shopStatus = `case o.state when 'pending' then 'OPEN' when 'processing' then 'CONFIRMED' when 'awaiting-stock' then 'BACKORDERED'
  when 'dispatched' then 'SHIPPED' when 'complete' then 'CLOSED' when 'cancelled' then 'CANCELLED' when 'fraud' then 'REJECTED'
  else 'UNKNOWN' end`;

export const ticketStatus = `case g.zt when '未处理' then 'OPEN' when '处理中' then 'WAITING' when '已解决' then 'RESOLVED'
  when '已关闭' then 'CLOSED' else 'UNKNOWN' end`;

export const ticketPriority = `case g.yxj when '低' then 'LOW' when '中' then 'NORMAL' when '高' then 'HIGH' when '紧急' then 'URGENT'
  else 'UNKNOWN' end`;

export const quoteStatus = `case q."Status" when 'Draft' then 'DRAFT' when 'Presented' then 'SENT' when 'Accepted' then 'ACCEPTED'
  when 'Denied' then 'REJECTED' when 'Expired' then 'EXPIRED' when 'Withdrawn' then 'CANCELLED' else 'UNKNOWN' end`;

export const touchChannel = `case s.medium when 'email' then 'EMAIL' when 'direct_mail' then 'LETTER' when 'call' then 'PHONE'
  when 'sms' then 'SMS' when 'webinar' then 'WEB' when 'event' then 'FAIR' when 'social' then 'SOCIAL' when 'paid' then 'AD'
  else 'UNKNOWN' end`;

export const touchResponse = `case when s.unsubscribed_at is not null then 'UNSUBSCRIBED' when s.replied_at is not null then 'REPLIED'
  when s.clicked_at is not null then 'CLICKED' when s.opened_at is not null then 'OPENED'
  when s.bounced_at is not null then 'BOUNCED' else 'NONE' end`;

/** Hundredths as a decimal. */
export const cents = (column: string): string => `round(${column} / 100.0, 2)`;

/** Instant of the hub's own, with milliseconds but without a zero fraction. */
export const hubInstant = (timestamptz: string): string =>
  `regexp_replace(to_char((${timestamptz}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS'), '[.]?0*$', '') || 'Z'`;

/** Since when what the hub knows of each system is true. */
export const lastSyncs = `select system, max(started_at) as at from sync_run where feed = 'customers' and status = 'OK' group by system`;

/** JSON of the living accounts of customer `c`. */
export const livingAccounts = `(select json_agg(json_build_object('system', ca.system, 'id', ca.account_id) order by ca.system, ca.account_id)
  from customer_account ca join account a using (system, account_id) where ca.customer_id = c.customer_id and a.deleted_at is null)`;
