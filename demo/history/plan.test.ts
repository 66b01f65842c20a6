import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { now } from '../company/calendar.ts';
import { company as makeCompany } from '../company/company.ts';
import { copyLine } from '../load/copy-text.ts';
import { demoSystems } from '../systems/list.ts';
import type { Value } from '../systems/system.ts';
import { planHistory } from './plan.ts';
import type { History } from './rows.ts';
import { Sequences } from './sequences.ts';
import { storyKinds } from './stories/kinds.ts';

function lives(seed: number, customers: number): History[] {
  const company = makeCompany(seed);
  const sequences = new Sequences();
  return Array.from({ length: customers }, (_, entity) => planHistory(company, entity, sequences));
}

/** One hash over every row of all six systems. */
function fingerprint(seed: number, customers: number): { hash: string; rows: number } {
  const hash = createHash('sha256');
  let rows = 0;
  const sink = {
    add(table: string, values: readonly Value[]) {
      rows++;
      hash.update(table + copyLine(values));
    },
  };
  const company = makeCompany(seed);
  for (const system of demoSystems) system.writeMasters(company, sink);
  for (const history of lives(seed, customers)) for (const system of demoSystems) system.writeHistory(history, sink);
  return { hash: hash.digest('hex'), rows };
}

describe('the generator', () => {
  it('makes the same rows of the same seed and other rows of another', () => {
    const first = fingerprint(7, 120);
    expect(first.rows).toBeGreaterThan(5000);
    expect(fingerprint(7, 120)).toEqual(first);
    expect(fingerprint(8, 120).hash).not.toBe(first.hash);
  });

  it('gives the first customers the same life however many there are', () => {
    expect(JSON.stringify(lives(3, 60))).toBe(JSON.stringify(lives(3, 90).slice(0, 60)));
  });

  it('tells every story at least twice to the first fifty customers', () => {
    const told = lives(1, 50).flatMap((h) => h.stories.map((s) => s.code));
    expect(storyKinds.length).toBeGreaterThan(15);
    for (const kind of storyKinds)
      expect(told.filter((code) => code === kind.code).length, kind.code).toBeGreaterThanOrEqual(2);
    expect([...new Set(storyKinds.map((k) => k.voice))].sort((a, b) => a - b)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
    ]);
  });

  it('lets nothing happen after today, nor before the account was there to buy', () => {
    let moments = 0;
    for (const h of lives(11, 600)) {
      const happened = [
        ...h.accounts.flatMap((a) => [a.createdAt, a.updatedAt]),
        ...h.orders.flatMap((o) => [o.placedAt, o.shippedAt ?? 0]),
        ...h.invoices.map((i) => i.issuedOn),
        ...h.payments.map((p) => p.paidOn),
        ...h.shipments.flatMap((s) => [s.shippedAt, s.deliveredAt ?? 0]),
        ...h.opportunities.flatMap((o) => [o.openedAt, o.closedAt ?? 0]),
        ...h.quotes.map((q) => q.quotedAt),
        ...h.activities.map((a) => a.occurredAt),
        ...h.commitments.map((c) => c.promisedAt),
        ...h.owners.flatMap((o) => [o.sinceOn, o.untilOn ?? 0]),
        ...h.tickets.flatMap((t) => [t.openedAt, t.respondedAt ?? 0, t.closedAt ?? 0]),
        ...h.complaints.flatMap((c) => [c.openedAt, c.closedAt ?? 0]),
        ...h.surveys.map((s) => s.answeredAt),
        ...h.leads.map((l) => l.capturedAt),
        ...h.touches.flatMap((t) => [t.occurredAt, t.respondedAt ?? 0]),
        ...h.consents.map((c) => c.changedAt),
        ...h.visits.map((v) => v.occurredAt),
      ];
      moments += happened.length;
      expect(Math.max(...happened)).toBeLessThanOrEqual(now);
      for (const o of h.orders) if (o.shippedAt !== null) expect(o.shippedAt).toBeGreaterThanOrEqual(o.placedAt);
      for (const t of h.tickets) expect(t.closedAt ?? now).toBeGreaterThanOrEqual(t.respondedAt ?? t.openedAt);
      for (const s of h.shipments) expect(s.deliveredAt ?? now).toBeGreaterThanOrEqual(s.shippedAt);
    }
    expect(moments).toBeGreaterThan(10_000);
  });

  it('keeps the books: line, order, invoice and payment add up to the cent', () => {
    let invoices = 0;
    for (const h of lives(5, 300)) {
      for (const o of h.orders) {
        const goods = o.lines.reduce((sum, l) => sum + l.totalCents, 0);
        expect(goods + o.freightCents + o.taxCents).toBe(o.totalCents);
        expect(new Set(o.lines.map((l) => l.product.sku)).size).toBe(o.lines.length);
      }
      for (const i of h.invoices) {
        invoices++;
        const paid = h.payments.filter((p) => p.invoice === i).reduce((sum, p) => sum + p.amountCents, 0);
        if (i.status !== 'CANCELLED') expect(i.balanceCents + paid).toBe(i.totalCents);
      }
    }
    expect(invoices).toBeGreaterThan(300);
  });

  it('puts about three of five customers into more than one system', () => {
    const all = lives(2, 2000);
    const several = all.filter((h) => new Set(h.accounts.map((a) => a.system)).size > 1).length;
    expect(several / all.length).toBeGreaterThan(0.55);
    expect(several / all.length).toBeLessThan(0.7);
  });

  it('obeys a no to e-mail, except in the stories that are about it', () => {
    let refusals = 0;
    for (const h of lives(9, 1500)) {
      const no = h.consents.find((c) => c.channel === 'EMAIL' && c.status === 'DENIED');
      if (!no) continue;
      refusals++;
      const mails = h.touches.filter((t) => t.channel === 'EMAIL' && t.occurredAt > no.changedAt);
      const story = h.stories.find((s) => s.voice === 11);
      expect(mails.length).toBe(story ? 1 : 0);
    }
    expect(refusals).toBeGreaterThan(50);
  });

  it('leaves open tickets and missing answers to the stories', () => {
    let open = 0;
    for (const h of lives(4, 1500))
      for (const t of h.tickets) {
        if (t.closedAt !== null) continue;
        open++;
        expect(h.stories.some((s) => s.references.some((r) => r.row === t))).toBe(true);
      }
    expect(open).toBeGreaterThan(20);
  });
});
