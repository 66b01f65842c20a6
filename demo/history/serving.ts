import { DAY, HOUR, dayBetween, now, workTime } from '../company/calendar.ts';
import type { Account, Complaint, Ticket } from './rows.ts';
import { anAccount, type Scene } from './scene.ts';

const agents = ['陈晓梅', '刘志强', '赵婷', '孙浩', '何文杰', '马丽华'];
const subjects = [
  'Motor stops under load', 'Spare part for an older lathe', 'Invoice does not fit the order', 'Spindle makes a noise', 'Manual in another language',
  'Delivery is late', 'Calibration certificate', '机床漏油', '无法开机', '请提供备件报价', 'Compressor loses pressure', 'Wrong disc delivered',
]; // prettier-ignore
const complaints = [
  'Machine arrived damaged',
  'Third repair of the same fault',
  'Wrong part for the second time',
  '送货晚了三周',
  'Nobody called back',
  'Price on the invoice is higher than quoted',
];
const resolutions = [
  'Credit note',
  'Part replaced free of charge',
  'Technician on site',
  'Apology and discount',
  '已更换',
];
const comments = [
  'Quick and friendly',
  'Took too long',
  'Technician knew his trade',
  '服务很好',
  'Had to explain three times',
  null,
  null,
];

export function addTicket(
  scene: Scene,
  account: Account,
  openedAt: number,
  row: Partial<Pick<Ticket, 'respondedAt' | 'closedAt' | 'status' | 'priority' | 'subject'>>,
): Ticket {
  const { random } = scene;
  const ticket: Ticket = {
    account,
    number: scene.sequences.next('demo-desk tickets'),
    openedAt,
    respondedAt: null,
    closedAt: null,
    status: 'OPEN',
    priority: random.weighted([['LOW', 20], ['NORMAL', 55], ['HIGH', 19], ['URGENT', 6]] as const), // prettier-ignore
    subject: random.pick(subjects),
    agent: random.pick(agents),
    ...row,
  };
  scene.history.tickets.push(ticket);
  return ticket;
}

export function addComplaint(
  scene: Scene,
  account: Account,
  openedAt: number,
  closedAt: number | null,
  ticket: Ticket | null,
): Complaint {
  const complaint: Complaint = {
    account,
    number: scene.sequences.next('demo-desk complaints'),
    ticket,
    openedAt,
    closedAt,
    status: closedAt === null ? 'OPEN' : 'CLOSED',
    subject: scene.random.pick(complaints),
    resolution: closedAt === null ? null : scene.random.pick(resolutions),
  };
  scene.history.complaints.push(complaint);
  return complaint;
}

/** Tickets that were answered within two days and closed, some complaints, some answers to a survey. */
export function planServing(scene: Scene): void {
  const { random, history, sequences } = scene;
  const first = anAccount(scene, 'demo-desk');
  if (!first) return;
  const end = Math.min(now - 20 * DAY, scene.quietSince - 20 * DAY);
  for (
    let i = random.weighted([
      [0, 10],
      [1, 40],
      [2, 25],
      [3, 15],
      [5, 10],
    ] as const);
    i > 0;
    i--
  ) {
    // prettier-ignore
    const account = anAccount(scene, 'demo-desk') ?? first;
    if (end <= account.createdAt) continue;
    const openedAt = workTime(random, dayBetween(random, account.createdAt, end));
    const respondedAt = workTime(random, openedAt + random.int(1, 2) * DAY);
    const closedAt = workTime(random, respondedAt + random.int(1, 15) * DAY) + HOUR / 2;
    const ticket = addTicket(scene, account, openedAt, {
      respondedAt,
      closedAt,
      status: random.chance(0.2) ? 'RESOLVED' : 'CLOSED',
    });
    if (random.chance(0.15)) addComplaint(scene, account, respondedAt, closedAt, ticket);
    if (random.chance(0.3)) {
      const stars = random.weighted([[1, 6], [2, 9], [3, 20], [4, 38], [5, 27]] as const); // prettier-ignore
      history.surveys.push({
        account,
        number: sequences.next('demo-desk surveys'),
        answeredAt: Math.min(closedAt + 2 * DAY, now),
        stars,
        comment: random.pick(comments),
      });
    }
  }
}
