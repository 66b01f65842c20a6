import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { complaints, tickets } from '../../subgraphs/service/relations.ts';
import { givenRealSystem, openRealSystem, type OpenRealSystem } from './given.ts';
import { countsBy, utc } from './tally.ts';

const urls = await givenRealSystem('osticket');

describe.skipIf(urls === null)('osTicket through its mapping', { timeout: 60_000 }, () => {
  let open: OpenRealSystem;

  beforeAll(async () => {
    open = await openRealSystem('osticket', urls ?? { readerUrl: '', adminUrl: '' });
  });

  afterAll(() => open.close());

  it('serves every ticket, with the totals of the tables', async () => {
    const rows = await open.all(tickets);
    expect(rows).toHaveLength(6820);
    const open_ = `(select count(*) from ost_ticket where status_id = 1`;
    const [truth] = await open.hand<Record<string, string>>(
      `select (select count(*) from ost_ticket where status_id = 2) as RESOLVED,
              (select count(*) from ost_ticket where status_id = 3) as CLOSED,
              ${open_} and isanswered = 1) as WAITING,
              ${open_} and isanswered = 0) as OPEN`,
    );
    expect(countsBy(rows, (row) => row.status)).toEqual(truth);
    const priorities = await open.hand<{ name: string; n: string }>(
      `select replace(upper(value), 'EMERGENCY', 'URGENT') as name, count(*) as n
         from ost_form_entry_values where field_id = 22 group by 1`,
    );
    expect(countsBy(rows, (row) => row.priority)).toEqual(Object.fromEntries(priorities.map((p) => [p.name, p.n])));
    const [dates] = await open.hand<Record<string, string>>(
      `select (select count(distinct thread_id) from ost_thread_entry where type = 'R') as answered,
              (select count(closed) from ost_ticket) as closed,
              (select count(*) from ost_ticket where staff_id > 0) as agents`,
    );
    expect({
      answered: String(rows.filter((row) => row.first_responded_at).length),
      closed: String(rows.filter((row) => row.closed_at).length),
      agents: String(rows.filter((row) => row.agent_name).length),
    }).toEqual(dates);
  });

  it('serves every field of the tickets of 50 users as the tables have them', async () => {
    const users = (
      await open.hand<{ id: string }>(
        'select user_id as id from ost_ticket group by user_id order by count(*) desc, md5(user_id) limit 50',
      )
    ).map((row) => row.id);
    const heads = await open.hand(
      `select t.*, concat(f.firstname, ' ', f.lastname) as agent from ost_ticket as t left join ost_staff as f using (staff_id)
        where t.user_id in (?)`,
      [users],
    );
    const fields = await open.hand(
      `select e.object_id as ticket, v.field_id as field, v.value from ost_form_entry_values as v, ost_form_entry as e
        where v.entry_id = e.id and e.object_type = 'T'`,
    );
    const valueOf = new Map(fields.map((row) => [`${row['ticket'] ?? ''}/${row['field'] ?? ''}`, row['value']]));
    const entries = await open.hand(
      `select h.object_id as ticket, min(e.created) as first from ost_thread_entry as e, ost_thread as h
        where e.thread_id = h.id and e.type = 'R' group by 1`,
    );
    const first = new Map(entries.map((row) => [row['ticket'], row['first']]));
    const truth = heads.map((row) => ({
      id: row['ticket_id'],
      account: `user~${row['user_id'] ?? ''}`,
      number: row['number'],
      opened: utc(row['created']),
      responded: utc(first.get(row['ticket_id'] ?? '')),
      closed: utc(row['closed']),
      status: ['OPEN', 'RESOLVED', 'CLOSED'][Number(row['status_id']) - 1]?.replace(
        'OPEN',
        row['isanswered'] === '1' ? 'WAITING' : 'OPEN',
      ),
      priority: (valueOf.get(`${row['ticket_id'] ?? ''}/22`) ?? '').toUpperCase().replace('EMERGENCY', 'URGENT'),
      subject: valueOf.get(`${row['ticket_id'] ?? ''}/20`),
      agent: row['agent'],
    }));
    const rows = await open.source.rows(
      {
        kind: 'rows',
        relation: tickets,
        by: { column: 'account_id', keys: users.map((user) => `user~${user}`) },
        columns: Object.keys(tickets.columns),
      },
      open.context(),
    );
    const answer = rows.map(({ row, parent }) => {
      expect(parent).toBe(row.account_id);
      return {
        id: row.ticket_id,
        account: row.account_id,
        number: row.ticket_number,
        opened: row.opened_at,
        responded: row.first_responded_at,
        closed: row.closed_at,
        status: row.status,
        priority: row.priority,
        subject: row.subject,
        agent: row.agent_name,
      };
    });
    const byId = (a: { id: string | null | undefined }, b: { id: string | null | undefined }): number =>
      Number(a.id) - Number(b.id);
    expect(answer.length).toBeGreaterThan(200);
    expect(answer.sort(byId)).toEqual(truth.sort(byId));
  });

  it('serves the tickets of help topic 12 («Complaint») as complaints, with what was answered last', async () => {
    const rows = await open.all(complaints);
    const truth = await open.hand<{ id: string; status: string; body: string | null }>(
      `with last as (select max(e.id) as id from ost_thread_entry as e where e.type = 'R' group by e.thread_id)
       select t.ticket_id as id, t.closed, e.body
         from ost_ticket as t
         left join ost_thread as d on d.object_id = t.ticket_id and t.closed is not null
         left join (ost_thread_entry as e join last on last.id = e.id) on e.thread_id = d.id
        where t.topic_id = 12
        order by t.ticket_id`,
    );
    expect(truth).toHaveLength(886);
    const answer = [...rows].sort((a, b) => Number(a.complaint_id) - Number(b.complaint_id));
    expect(answer.map((row) => [row.complaint_id, row.ticket_id, row.resolution])).toEqual(
      truth.map((row) => [row.id, row.id, row.body]),
    );
    expect(rows.filter((row) => row.closed_at === null)).toHaveLength(149);
  });
});
