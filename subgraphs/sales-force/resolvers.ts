import { account, money, reference } from '../../kit/resolvers/field.ts';
import { before, from, oneOf } from '../../kit/resolvers/filter.ts';
import { byAccounts, bySystemKey } from '../../kit/resolvers/link.ts';
import { many, one } from '../../kit/resolvers/lists.ts';
import { plainType, rowType, type ObjectType } from '../../kit/resolvers/object-type.ts';
import { page } from '../../kit/resolvers/page.ts';
import { asRepresentation, byOpaqueId, entityId, lookup } from '../../kit/resolvers/references.ts';
import { accountOwners, activities, commitments, opportunities, quoteLines, quotes, salesPeople } from './relations.ts';

const SalesPerson: ObjectType<typeof salesPeople> = rowType('SalesPerson', salesPeople, {
  references: byOpaqueId(() => SalesPerson),
  fields: { id: entityId(salesPeople), name: 'name', email: 'email', isActive: 'is_active', leftOn: 'left_on' },
});

const salesPerson = one(() => SalesPerson, { link: bySystemKey('salesperson_id') });

const Opportunity: ObjectType<typeof opportunities> = rowType('Opportunity', opportunities, {
  references: byOpaqueId(() => Opportunity),
  fields: {
    id: entityId(opportunities),
    name: 'name',
    stage: 'stage',
    amount: money('amount', 'currency'),
    probability: 'probability',
    openedAt: 'opened_at',
    closedAt: 'closed_at',
    expectedCloseOn: 'expected_close_on',
    salesPerson,
    account: account(),
  },
});

const QuoteLine = rowType('QuoteLine', quoteLines, {
  fields: {
    number: 'line_no',
    quantity: 'quantity',
    unitPrice: money('unit_price', 'currency'),
    discount: 'discount',
    total: money('line_total', 'currency'),
    description: 'description',
    product: reference('Product', 'sku', 'sku'),
  },
});

const Quote: ObjectType<typeof quotes> = rowType('Quote', quotes, {
  references: byOpaqueId(() => Quote),
  fields: {
    id: entityId(quotes),
    number: 'quote_number',
    quotedAt: 'quoted_at',
    validUntil: 'valid_until',
    status: 'status',
    total: money('total', 'currency'),
    salesPerson,
    lines: many(() => QuoteLine, { link: bySystemKey('quote_id'), order: ['line_no asc'] }),
    account: account(),
  },
});

const Activity: ObjectType<typeof activities> = rowType('Activity', activities, {
  references: byOpaqueId(() => Activity),
  fields: {
    id: entityId(activities),
    occurredAt: 'occurred_at',
    kind: 'kind',
    subject: 'subject',
    salesPerson,
    account: account(),
  },
});

const Commitment: ObjectType<typeof commitments> = rowType('Commitment', commitments, {
  references: byOpaqueId(() => Commitment),
  fields: {
    id: entityId(commitments),
    promisedAt: 'promised_at',
    dueOn: 'due_on',
    status: 'status',
    subject: 'subject',
    salesPerson,
    account: account(),
  },
});

const AccountOwner = rowType('AccountOwner', accountOwners, {
  fields: { salesPerson, sinceOn: 'since_on', untilOn: 'until_on', account: account() },
});

const Customer = plainType('Customer', {
  references: asRepresentation,
  fields: {
    opportunities: page(() => Opportunity, {
      link: byAccounts(),
      order: ['opened_at desc'],
      where: { stage: oneOf('stage') },
    }),
    quotes: page(() => Quote, {
      link: byAccounts(),
      order: ['quoted_at desc'],
      where: { status: oneOf('status'), quotedFrom: from('quoted_at'), quotedBefore: before('quoted_at') },
    }),
    activities: page(() => Activity, {
      link: byAccounts(),
      order: ['occurred_at desc'],
      where: { kind: oneOf('kind'), occurredFrom: from('occurred_at'), occurredBefore: before('occurred_at') },
    }),
    commitments: page(() => Commitment, {
      link: byAccounts(),
      order: ['promised_at desc'],
      where: { status: oneOf('status') },
    }),
    owners: many(() => AccountOwner, { link: byAccounts(), order: ['since_on desc'] }),
  },
});

const Query = plainType('Query', {
  fields: { quote: lookup(byOpaqueId(() => Quote)), opportunity: lookup(byOpaqueId(() => Opportunity)) },
});

export const types = [Query, Customer, Opportunity, Quote, QuoteLine, Activity, Commitment, SalesPerson, AccountOwner];
