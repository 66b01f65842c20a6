import type { Account, History, Reference, Ticket, TicketStatus } from '../../history/rows.ts';
import { localTime } from '../local-time.ts';
import type { DemoSystem, Rows } from '../system.ts';

const time = localTime('Asia/Shanghai');
const countries: Record<string, string> = { US: '美国', GB: '英国', DE: '德国', FR: '法国', ES: '西班牙', CN: '中国' };
const status: Record<TicketStatus, string> = {
  OPEN: '未处理',
  WAITING: '处理中',
  RESOLVED: '已解决',
  CLOSED: '已关闭',
};
const priority: Record<Ticket['priority'], string> = { LOW: '低', NORMAL: '中', HIGH: '高', URGENT: '紧急' };

const customer = (account: Account): string => `KH${String(account.number).padStart(8, '0')}`;
const ticketNumber = (number: number): string => `GD${String(number).padStart(9, '0')}`;

function writeAccount(account: Account, rows: Rows): void {
  const { view } = account;
  rows.add('t_kh', [
    customer(account),
    view.kind === 'PERSON' ? '个人' : '单位',
    view.organization ?? view.person.full,
    view.organization ? view.person.full : null,
    view.phone,
    view.mobile,
    view.email,
    countries[view.country] ?? null,
    view.city,
    view.street,
    view.nationalId,
    view.taxNumber,
    time.timestamp(account.createdAt),
    time.timestamp(account.updatedAt),
    account.isDeleted ? '1' : '0',
  ]);
}

export const desk: DemoSystem = {
  system: 'demo-desk',
  title: 'Service desk 华隆 (2008, for the whole house since 2014)',
  database: 'desk',
  env: 'DEMO_DESK_DATABASE_URL',
  timeZone: 'Asia/Shanghai',
  folder: new URL('./', import.meta.url),
  writeMasters: () => undefined,
  writeHistory(history: History, rows: Rows) {
    for (const account of history.accounts) if (account.system === 'demo-desk') writeAccount(account, rows);
    for (const t of history.tickets) {
      rows.add('t_gd', [
        ticketNumber(t.number),
        customer(t.account),
        t.subject,
        status[t.status],
        priority[t.priority],
        t.respondedAt === null ? null : t.agent,
        time.timestamp(t.openedAt),
        time.timestamp(t.respondedAt),
        time.timestamp(t.closedAt),
      ]);
    }
    for (const c of history.complaints) {
      rows.add('t_ts', [
        c.number,
        customer(c.account),
        c.ticket ? ticketNumber(c.ticket.number) : null,
        c.subject,
        status[c.status],
        c.resolution,
        time.timestamp(c.openedAt),
        time.timestamp(c.closedAt),
      ]);
    }
    for (const s of history.surveys)
      rows.add('t_myd', [s.number, customer(s.account), s.stars, s.comment, time.timestamp(s.answeredAt)]);
  },
  keyText({ relation, row }: Reference) {
    if (relation === 'customers') return customer(row.account);
    return relation === 'tickets' ? ticketNumber(row.number) : String(row.number);
  },
};
