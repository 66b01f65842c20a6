import { describe, expect, it } from 'vitest';
import { now } from '../../company/calendar.ts';
import { company as makeCompany } from '../../company/company.ts';
import { planHistory } from '../plan.ts';
import type { Activity, Commitment, Consent, History, Lead, Quote, Story, Ticket, Touch } from '../rows.ts';
import { Sequences } from '../sequences.ts';

const company = makeCompany(6);
const sequences = new Sequences();
const lives = Array.from({ length: 1500 }, (_, entity) => planHistory(company, entity, sequences));

/** Customers who lived through a story, with its rows looked up in their history. */
function told(
  code: string,
): { history: History; story: Story; row: <T extends object>(list: readonly T[], n?: number) => T }[] {
  const found = lives.flatMap((history) =>
    history.stories
      .filter((s) => s.code === code)
      .map((story) => ({
        history,
        story,
        row<T extends object>(list: readonly T[], n = 0): T {
          const wanted = new Set<object>(story.references.map((r) => r.row));
          const row = list.filter((item) => wanted.has(item))[n];
          if (!row) throw new Error(`${code} of customer ${history.entity} points at no such row`);
          return row;
        },
      })),
  );
  expect(found.length, code).toBeGreaterThanOrEqual(2);
  return found;
}

const overlap = (a: Quote, b: Quote): boolean => a.quotedAt < b.validUntil && b.quotedAt < a.validUntil;

/** Two open quotes of two people for one product at two prices. */
function conflicts(history: History): number {
  const open = history.quotes.filter((q) => q.status === 'SENT');
  return open.flatMap((a, i) => open.slice(i + 1).filter((b) => a.seller !== b.seller && overlap(a, b))).length;
}

describe('stories', () => {
  it.each(['QUOTE_CONFLICT', 'QUOTE_CONFLICT_UNDER_DUPLICATE'])(
    '%s: two sellers, one product, two prices, both valid today',
    (code) => {
      for (const { history, row } of told(code)) {
        const [a, b] = [row(history.quotes), row(history.quotes, 1)];
        expect(a.lines[0]?.product).toBe(b.lines[0]?.product);
        expect(a.lines[0]?.totalCents).not.toBe(b.lines[0]?.totalCents);
        expect(a.account === b.account).toBe(code === 'QUOTE_CONFLICT');
        expect(Math.min(a.validUntil, b.validUntil) + 86_400_000).toBeGreaterThan(now);
        expect(conflicts(history)).toBe(1);
      }
      const accidents = lives.filter((h) => conflicts(h) > 0 && !h.stories.some((s) => s.voice === 8));
      expect(accidents.length).toBe(0);
    },
  );

  it('OUTREACH_DURING_OPEN_TICKET: the only sales contact since the ticket is the one of the story', () => {
    for (const { history, row } of told('OUTREACH_DURING_OPEN_TICKET')) {
      const ticket: Ticket = row(history.tickets);
      const call: Activity = row(history.activities);
      expect(ticket.closedAt).toBeNull();
      expect(history.activities.filter((a) => a.occurredAt > ticket.openedAt)).toEqual([call]);
    }
  });

  it('UNANSWERED_INQUIRY: open for more than thirty days, no answer, nobody wrote since', () => {
    for (const { history, row } of told('UNANSWERED_INQUIRY')) {
      const ticket = row(history.tickets);
      expect(ticket).toMatchObject({ status: 'OPEN', respondedAt: null, closedAt: null });
      expect(now - ticket.openedAt).toBeGreaterThan(30 * 86_400_000);
      expect([...history.touches, ...history.activities].filter((c) => c.occurredAt > ticket.openedAt)).toEqual([]);
    }
  });

  it.each([
    ['CONTACT_AFTER_OPT_OUT', 'demo-marketing', true],
    ['OPT_OUT_UNDER_DUPLICATE', 'demo-marketing', false],
    ['OPT_OUT_IN_OTHER_SYSTEM', 'demo-crm', false],
  ])('%s: the mail comes after the no', (code, system, sameAccount) => {
    for (const { history, row } of told(code)) {
      const consent: Consent = row(history.consents);
      const touch: Touch = row(history.touches);
      expect(consent.account.system).toBe(system);
      expect(touch.account === consent.account).toBe(sameAccount);
      expect(touch.occurredAt).toBeGreaterThan(consent.changedAt);
    }
  });

  it('FAIR_CARD_*: the card was followed by a call, or by nothing', () => {
    for (const code of ['FAIR_CARD_FOLLOWED_UP', 'FAIR_CARD_FORGOTTEN'])
      for (const { history, row } of told(code)) {
        const lead: Lead = row(history.leads);
        const followed = history.activities.filter((a) => a.occurredAt > lead.capturedAt).length;
        expect(lead.campaign?.channel).toBe('FAIR');
        expect(followed).toBe(code === 'FAIR_CARD_FOLLOWED_UP' ? 1 : 0);
      }
  });

  it('OWNER_LEFT: whoever still owns the account is gone, and nobody else has such an owner', () => {
    const gone = (h: History) => h.owners.filter((o) => o.untilOn === null && o.seller.leftAt !== null);
    for (const { history } of told('OWNER_LEFT')) expect(gone(history)).toHaveLength(1);
    expect(lives.filter((h) => gone(h).length > 0 && !h.stories.some((s) => s.code === 'OWNER_LEFT'))).toEqual([]);
  });

  it('OVERLAPPING_COMMITMENTS: three people, three open promises', () => {
    for (const { history, story } of told('OVERLAPPING_COMMITMENTS')) {
      const promises = history.commitments.filter((c: Commitment) => story.references.some((r) => r.row === c));
      expect(new Set(promises.map((p) => p.seller)).size).toBe(3);
      expect(promises.every((p) => p.status === 'OPEN' && p.dueOn > p.promisedAt)).toBe(true);
    }
  });

  it('LEAD_CONVERTED and CAMPAIGN_PAID_OFF: interest comes before the order', () => {
    for (const { history, row } of told('LEAD_CONVERTED'))
      expect(row(history.leads).capturedAt).toBeLessThan(row(history.orders).placedAt);
    for (const { history, row } of told('CAMPAIGN_PAID_OFF'))
      expect(row(history.touches).occurredAt).toBeLessThan(row(history.orders).placedAt);
  });
});
