import { account, money, reference } from '../../kit/resolvers/field.ts';
import { before, from, oneOf } from '../../kit/resolvers/filter.ts';
import { byAccounts, bySystemKey, everyRow } from '../../kit/resolvers/link.ts';
import { many, one } from '../../kit/resolvers/lists.ts';
import { plainType, rowType, type ObjectType } from '../../kit/resolvers/object-type.ts';
import { page } from '../../kit/resolvers/page.ts';
import { asRepresentation, byOpaqueId, entityId, lookup } from '../../kit/resolvers/references.ts';
import { campaigns, consents, leads, touches, webVisits } from './relations.ts';

const Campaign: ObjectType<typeof campaigns> = rowType('Campaign', campaigns, {
  references: byOpaqueId(() => Campaign),
  fields: {
    id: entityId(campaigns),
    name: 'name',
    channel: 'channel',
    startedOn: 'started_on',
    endedOn: 'ended_on',
    budget: money('budget', 'currency'),
    actualCost: money('actual_cost', 'currency'),
  },
});

const campaign = one(() => Campaign, { link: bySystemKey('campaign_id') });

const Lead: ObjectType<typeof leads> = rowType('Lead', leads, {
  references: byOpaqueId(() => Lead),
  fields: {
    id: entityId(leads),
    capturedAt: 'captured_at',
    status: 'status',
    source: 'source',
    interest: 'interest',
    campaign,
    account: account(),
  },
});

const Touch: ObjectType<typeof touches> = rowType('Touch', touches, {
  references: byOpaqueId(() => Touch),
  fields: {
    id: entityId(touches),
    occurredAt: 'occurred_at',
    channel: 'channel',
    response: 'response',
    respondedAt: 'responded_at',
    campaign,
    account: account(),
  },
});

const Consent = rowType('Consent', consents, {
  fields: { channel: 'channel', status: 'status', changedAt: 'changed_at', origin: 'origin', account: account() },
});

const WebVisit: ObjectType<typeof webVisits> = rowType('WebVisit', webVisits, {
  references: byOpaqueId(() => WebVisit),
  fields: {
    id: entityId(webVisits),
    occurredAt: 'occurred_at',
    page: 'page',
    referrer: 'referrer',
    durationSeconds: 'duration_seconds',
    product: reference('Product', 'sku', 'sku'),
    account: account(),
  },
});

const occurred = { occurredFrom: from('occurred_at'), occurredBefore: before('occurred_at') };

const Customer = plainType('Customer', {
  references: asRepresentation,
  fields: {
    leads: page(() => Lead, { link: byAccounts(), order: ['captured_at desc'], where: { status: oneOf('status') } }),
    touches: page(() => Touch, {
      link: byAccounts(),
      order: ['occurred_at desc'],
      where: { channel: oneOf('channel'), response: oneOf('response'), ...occurred },
    }),
    consents: many(() => Consent, { link: byAccounts(), order: ['channel asc', 'changed_at desc'] }),
    webVisits: page(() => WebVisit, { link: byAccounts(), order: ['occurred_at desc'], where: occurred }),
  },
});

const Query = plainType('Query', {
  fields: {
    campaign: lookup(byOpaqueId(() => Campaign)),
    campaigns: page(() => Campaign, { link: everyRow, order: ['started_on desc'] }),
  },
});

export const types = [Query, Customer, Campaign, Lead, Touch, Consent, WebVisit];
