import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { campaigns, consents, leads, touches, webVisits } from '../../subgraphs/marketing/relations.ts';
import { givenRealSystem, openRealSystem, type OpenRealSystem } from './given.ts';
import { countsBy, utc } from './tally.ts';

const urls = await givenRealSystem('mautic');

describe.skipIf(urls === null)('Mautic through its mapping', { timeout: 60_000 }, () => {
  let open: OpenRealSystem;

  beforeAll(async () => {
    open = await openRealSystem('mautic', urls ?? { readerUrl: '', adminUrl: '' });
  });

  afterAll(() => open.close());

  it('serves every mailing to everybody with its reaction, in the totals of the tables', async () => {
    const rows = await open.all(touches);
    expect(rows).toHaveLength(35_043);
    const [truth] = await open.hand<Record<string, string>>(
      `with clicked as (select distinct lead_id, email_id from page_hits where email_id is not null)
       select cast(sum(is_failed) as char) as BOUNCED,
              cast(sum(not is_failed and email_id_clicked) as char) as CLICKED,
              cast(sum(not is_failed and not email_id_clicked and is_read) as char) as OPENED,
              cast(sum(not is_failed and not email_id_clicked and not is_read) as char) as NONE
         from (select s.is_failed, s.is_read, c.lead_id is not null as email_id_clicked
                 from email_stats as s left join clicked as c on c.lead_id = s.lead_id and c.email_id = s.email_id) as x`,
    );
    expect(countsBy(rows, (row) => row.response)).toEqual(truth);
    expect(Number(truth?.['CLICKED'])).toBeGreaterThan(2000);
    const byCampaign = await open.hand<{ id: string; n: string }>(
      `select e.campaign_id as id, count(*) as n from email_stats as s, campaign_events as e
        where e.channel = 'email' and e.channel_id = s.email_id group by 1`,
    );
    expect(countsBy(rows, (row) => row.campaign_id)).toEqual(Object.fromEntries(byCampaign.map((c) => [c.id, c.n])));
    expect(rows.filter((row) => row.response === 'CLICKED' && row.responded_at === null)).toEqual([]);
    expect(rows.filter((row) => row.response === 'NONE' && row.responded_at !== null)).toEqual([]);
  });

  it('serves the touches of 50 leads as the tables have them', async () => {
    const ids = (
      await open.hand<{ id: string }>(
        'select lead_id as id from email_stats group by lead_id order by count(*) desc, md5(lead_id) limit 50',
      )
    ).map((row) => row.id);
    const sent = await open.hand('select * from email_stats where lead_id in (?) order by id', [ids]);
    const hits = await open.hand(
      'select concat_ws("/", lead_id, email_id) as at, min(date_hit) as first from page_hits where email_id > 0 group by 1',
    );
    const clicked = new Map(hits.map((row) => [row['at'], row['first']]));
    const events = await open.hand('select channel_id, campaign_id from campaign_events');
    const campaignOf = new Map(events.map((row) => [row['channel_id'], row['campaign_id']]));
    const truth = sent.map((row) => {
      const click = clicked.get(`${row['lead_id'] ?? ''}/${row['email_id'] ?? ''}`);
      const bounced = row['is_failed'] === '1';
      return {
        id: row['id'],
        account: `lead~${row['lead_id'] ?? ''}`,
        campaign: campaignOf.get(row['email_id'] ?? ''),
        sent: utc(row['date_sent']),
        response: bounced ? 'BOUNCED' : click ? 'CLICKED' : row['is_read'] === '1' ? 'OPENED' : 'NONE',
        responded: bounced ? null : utc(click ?? row['date_read']),
      };
    });
    const rows = await open.source.rows(
      {
        kind: 'rows',
        relation: touches,
        by: { column: 'account_id', keys: ids.map((id) => `lead~${id}`) },
        columns: Object.keys(touches.columns),
      },
      open.context(),
    );
    const answer = rows.map(({ row }) => ({
      id: row.touch_id,
      account: row.account_id,
      campaign: row.campaign_id,
      sent: row.occurred_at,
      response: row.response,
      responded: row.responded_at,
    }));
    expect(answer.length).toBeGreaterThan(300);
    expect(answer.sort((a, b) => Number(a.id) - Number(b.id))).toEqual(truth);
  });

  it('serves the cards of the fair and what was asked in forms as leads', async () => {
    const rows = await open.all(leads);
    const forms = await open.hand<{ name: string; n: string }>(
      'select f.name, count(*) as n from form_submissions as s, forms as f where f.id = s.form_id group by 1',
    );
    expect(countsBy(rows, (row) => row.source)).toEqual({
      'VeloExpo 2024': '4700',
      ...Object.fromEntries(forms.map((form) => [form.name, form.n])),
    });
    expect(new Set(rows.map((row) => row.lead_id)).size).toBe(rows.length);
    const cards = rows.filter((row) => row.source === 'VeloExpo 2024');
    const tagged = await open.hand<{ id: string }>(
      `select lead_id as id from lead_utmtags where utm_campaign = 'veloexpo-2024' order by lead_id`,
    );
    const byNumber = (a: string, b: string): number => Number(a.slice(5)) - Number(b.slice(5));
    expect(cards.map((row) => row.account_id).sort(byNumber)).toEqual(tagged.map((row) => `lead~${row.id}`));
    const asked = await open.hand<{ message: string; n: string }>(
      'select message, count(*) as n from form_results_3_contactreq group by 1',
    );
    const { null: without, ...interests } = countsBy(rows, (row) => row.interest);
    expect(without).toBe('4800');
    expect(interests).toEqual(Object.fromEntries(asked.map((row) => [row.message, row.n])));
  });

  it('serves what people decided about mail, and no mailbox that was merely full', async () => {
    const rows = await open.all(consents);
    const truth = await open.hand(
      'select lead_id, date_added, reason from lead_donotcontact where reason <> 2 order by lead_id',
    );
    const answer = [...rows].sort((a, b) => Number(a.account_id.slice(5)) - Number(b.account_id.slice(5)));
    expect(answer.map((row) => [row.account_id, row.channel, row.status, row.changed_at, row.origin])).toEqual(
      truth.map((row) => [
        `lead~${row['lead_id'] ?? ''}`,
        'EMAIL',
        'DENIED',
        utc(row['date_added']),
        row['reason'] === '1' ? 'unsubscribed' : 'told us',
      ]),
    );
    expect(answer).toHaveLength(864);
  });

  it('serves campaigns with their days', async () => {
    const truth = await open.hand('select id, name, publish_up, publish_down from campaigns order by name');
    const rows = (await open.all(campaigns)).sort((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1));
    expect(rows.map((row) => [row.campaign_id, row.name, row.started_on, row.ended_on])).toEqual(
      truth.map((row) => [
        row['id'],
        row['name'],
        row['publish_up']?.slice(0, 10) ?? null,
        row['publish_down']?.slice(0, 10) ?? null,
      ]),
    );
    // One of the product's own sends nothing.
    expect(countsBy(rows, (row) => row.channel)).toEqual({ EMAIL: '9', null: '1' });
  });

  it('serves page views of known visitors, without host and query', async () => {
    const rows = await open.all(webVisits);
    expect(rows).toHaveLength(24_446);
    const truth = await open.hand<{ page: string; n: string; seconds: string }>(
      `select substring(url, locate('/', url, 9)) as page, count(*) as n,
              cast(sum(unix_timestamp(date_left) - unix_timestamp(date_hit)) as char) as seconds
         from page_hits where lead_id > 0 group by 1`,
    );
    const plain = new Map<string, { n: number; seconds: number }>();
    for (const { page, n, seconds } of truth) {
      const path = page.replace(/[?#].*/, '');
      const sum = plain.get(path) ?? { n: 0, seconds: 0 };
      plain.set(path, { n: sum.n + Number(n), seconds: sum.seconds + Number(seconds) });
    }
    const answer = new Map<string, { n: number; seconds: number }>();
    for (const row of rows) {
      const sum = answer.get(row.page ?? '') ?? { n: 0, seconds: 0 };
      answer.set(row.page ?? '', { n: sum.n + 1, seconds: sum.seconds + (row.duration_seconds ?? 0) });
    }
    expect(answer).toEqual(plain);
    expect([...answer.keys()]).toContain('/touring-bikes');
  });
});
