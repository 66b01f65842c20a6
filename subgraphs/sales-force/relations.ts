import { boolean, code, date, decimal, instant, integer, key, relation, text } from '../../kit/relation.ts';

export const opportunityStage = ['PROSPECTING', 'QUALIFIED', 'PROPOSAL', 'NEGOTIATION', 'WON', 'LOST'] as const;
export const quoteStatus = ['DRAFT', 'SENT', 'ACCEPTED', 'REJECTED', 'EXPIRED', 'CANCELLED'] as const;
export const activityKind = ['CALL', 'MEETING', 'VISIT', 'EMAIL', 'LETTER', 'DEMO', 'NOTE'] as const;
export const commitmentStatus = ['OPEN', 'KEPT', 'BROKEN', 'WITHDRAWN'] as const;

export const opportunities = relation({
  name: 'opportunities',
  description: 'A chance to sell something to a customer.',
  key: ['opportunity_id'],
  columns: {
    opportunity_id: key.required('Opportunity, unique in its system.'),
    account_id: key.required('Account that might buy, as in customers.sql.'),
    name: text('What the sales person calls it.'),
    stage: code(opportunityStage, 'How far it has come.'),
    amount: decimal('Expected value.'),
    currency: text('ISO 4217 code.'),
    probability: decimal('Chance to win as a fraction: 0.4 is forty percent.'),
    opened_at: instant.required('When it was found.'),
    closed_at: instant('When it was won or lost.'),
    expected_close_on: date('When the sales person expects the decision.'),
    salesperson_id: key('Who works on it.'),
  },
});

export const quotes = relation({
  name: 'quotes',
  description: 'An offer with prices, made to a customer by one sales person.',
  key: ['quote_id'],
  columns: {
    quote_id: key.required('Quote, unique in its system.'),
    account_id: key.required('Account that was quoted, as in customers.sql.'),
    quote_number: text('Number that people use for the quote.'),
    quoted_at: instant.required('When the quote was made.'),
    valid_until: date('Last day on which the prices hold.'),
    status: code(quoteStatus, 'What became of it.'),
    total: decimal('Sum of the lines after discount.'),
    currency: text('ISO 4217 code of all amounts of the quote.'),
    salesperson_id: key('Who made it.'),
  },
});

export const quoteLines = relation({
  name: 'quote-lines',
  description: 'One row per line of a quote.',
  key: ['quote_id', 'line_no'],
  columns: {
    quote_id: key.required('Quote of the line.'),
    line_no: integer.required('Number of the line, unique in its quote.'),
    sku: text('Product number, as erp knows it.'),
    description: text('What the quote says is offered.'),
    quantity: decimal('How much is offered.'),
    unit_price: decimal('Price of one unit before discount.'),
    discount: decimal('Discount as a fraction of the price: 0.1 is ten percent.'),
    line_total: decimal('Quantity times price less discount.'),
    currency: text('ISO 4217 code.'),
  },
});

export const activities = relation({
  name: 'activities',
  description: 'A contact of a sales person with a customer: call, visit, letter.',
  key: ['activity_id'],
  columns: {
    activity_id: key.required('Activity, unique in its system.'),
    account_id: key.required('Account that was contacted, as in customers.sql.'),
    occurred_at: instant.required('When it took place, or is planned to.'),
    kind: code(activityKind, 'What it was.'),
    subject: text('What it was about.'),
    salesperson_id: key('Who did it.'),
  },
});

export const commitments = relation({
  name: 'commitments',
  description: 'Something that a sales person promised to a customer.',
  key: ['commitment_id'],
  columns: {
    commitment_id: key.required('Commitment, unique in its system.'),
    account_id: key.required('Account that it was promised to, as in customers.sql.'),
    promised_at: instant.required('When it was promised.'),
    due_on: date('Until when it was promised.'),
    status: code(commitmentStatus, 'Whether it was kept.'),
    subject: text('What was promised.'),
    salesperson_id: key('Who promised.'),
  },
});

export const salesPeople = relation({
  name: 'sales-people',
  description: 'Who sells: today and in former times.',
  key: ['salesperson_id'],
  columns: {
    salesperson_id: key.required('Sales person, unique in its system.'),
    name: text('Full name.'),
    email: text('E-mail address at work.'),
    is_active: boolean('Whether the person still works here.'),
    left_on: date('Last day at work.'),
  },
});

export const accountOwners = relation({
  name: 'account-owners',
  description: 'Which sales person looks after an account, and since when.',
  key: ['account_id', 'salesperson_id'],
  columns: {
    account_id: key.required('Account that is looked after, as in customers.sql.'),
    salesperson_id: key.required('Who looks after it.'),
    since_on: date('First day.'),
    until_on: date('Last day; null while it lasts.'),
  },
});

export const relations = [opportunities, quotes, quoteLines, activities, commitments, salesPeople, accountOwners];
