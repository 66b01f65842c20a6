import { code, date, decimal, instant, integer, key, relation, text } from '../../kit/relation.ts';

export const channel = ['EMAIL', 'LETTER', 'PHONE', 'SMS', 'WEB', 'FAIR', 'SOCIAL', 'AD'] as const;
export const touchResponse = ['NONE', 'OPENED', 'CLICKED', 'REPLIED', 'BOUNCED', 'UNSUBSCRIBED'] as const;
export const leadStatus = ['NEW', 'WORKING', 'QUALIFIED', 'CONVERTED', 'DISQUALIFIED'] as const;
export const consentStatus = ['GRANTED', 'DENIED'] as const;

export const campaigns = relation({
  name: 'campaigns',
  description: 'A planned piece of marketing: a mailing, a fair, an advertisement.',
  key: ['campaign_id'],
  columns: {
    campaign_id: key.required('Campaign, unique in its system.'),
    name: text('What people call it.'),
    channel: code(channel, 'How it reaches people.'),
    started_on: date('First day.'),
    ended_on: date('Last day.'),
    budget: decimal('What it may cost.'),
    actual_cost: decimal('What it did cost.'),
    currency: text('ISO 4217 code.'),
  },
});

export const leads = relation({
  name: 'leads',
  description: 'Somebody showed interest: a card from a fair, a web form, a bought list.',
  key: ['lead_id'],
  columns: {
    lead_id: key.required('Lead, unique in its system.'),
    account_id: key.required('Account that the lead is, as in customers.sql.'),
    captured_at: instant.required('When the interest was shown.'),
    status: code(leadStatus, 'What became of it.'),
    source: text('Where it came from: a fair, a list, a form.'),
    interest: text('What they are interested in.'),
    campaign_id: key('Campaign that brought it.'),
  },
});

export const touches = relation({
  name: 'touches',
  description: 'One message of a campaign to one account, and what came back.',
  key: ['touch_id'],
  columns: {
    touch_id: key.required('Touch, unique in its system.'),
    account_id: key.required('Account that was reached, as in customers.sql.'),
    campaign_id: key('Campaign that it was part of.'),
    occurred_at: instant.required('When it was sent.'),
    channel: code(channel, 'How it was sent.'),
    response: code(touchResponse, 'The strongest reaction.'),
    responded_at: instant('When that reaction came.'),
  },
});

export const consents = relation({
  name: 'consents',
  description: 'Whether an account may be contacted on a channel; the latest word per channel.',
  key: ['account_id', 'channel'],
  columns: {
    account_id: key.required('Account that decided, as in customers.sql.'),
    channel: { ...code(channel, 'Channel that it holds for.'), required: true },
    status: code(consentStatus, 'What was decided.'),
    changed_at: instant('When it was decided.'),
    origin: text('Where it was said: a form, a phone call, a link in a mail.'),
  },
});

export const webVisits = relation({
  name: 'web-visits',
  description: 'One page seen by a visitor who is known to be an account.',
  key: ['visit_id'],
  columns: {
    visit_id: key.required('Visit, unique in its system.'),
    account_id: key.required('Account that visited, as in customers.sql.'),
    occurred_at: instant.required('When the page was seen.'),
    page: text('Address of the page, without host and query.'),
    referrer: text('Where the visitor came from.'),
    sku: text('Product that the page shows.'),
    duration_seconds: integer('How long the page was looked at, seconds.'),
  },
});

export const relations = [campaigns, leads, touches, consents, webVisits];
