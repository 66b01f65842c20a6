import { account, column } from '../../kit/resolvers/field.ts';
import { before, from, oneOf } from '../../kit/resolvers/filter.ts';
import { byAccounts, bySystemKey } from '../../kit/resolvers/link.ts';
import { many, one } from '../../kit/resolvers/lists.ts';
import { plainType, rowType, type ObjectType } from '../../kit/resolvers/object-type.ts';
import { page } from '../../kit/resolvers/page.ts';
import { asRepresentation, byOpaqueId, entityId, lookup } from '../../kit/resolvers/references.ts';
import { complaints, surveys, tickets } from './relations.ts';
import { satisfaction } from './satisfaction.ts';

const Ticket: ObjectType<typeof tickets> = rowType('Ticket', tickets, {
  references: byOpaqueId(() => Ticket),
  fields: {
    id: entityId(tickets),
    number: 'ticket_number',
    openedAt: 'opened_at',
    firstRespondedAt: 'first_responded_at',
    closedAt: 'closed_at',
    status: 'status',
    priority: 'priority',
    subject: 'subject',
    agentName: 'agent_name',
    account: account(),
  },
});

const Complaint: ObjectType<typeof complaints> = rowType('Complaint', complaints, {
  references: byOpaqueId(() => Complaint),
  fields: {
    id: entityId(complaints),
    openedAt: 'opened_at',
    closedAt: 'closed_at',
    status: 'status',
    subject: 'subject',
    resolution: 'resolution',
    ticket: one(() => Ticket, { link: bySystemKey('ticket_id') }),
    account: account(),
  },
});

const Survey: ObjectType<typeof surveys> = rowType('Survey', surveys, {
  references: byOpaqueId(() => Survey),
  fields: {
    id: entityId(surveys),
    answeredAt: 'answered_at',
    score: 'score',
    comment: 'comment',
    account: account(),
  },
});

const Satisfaction = plainType('Satisfaction', {
  fields: {
    responseCount: column('responseCount'),
    averageScore: column('averageScore'),
    surveys: many(() => Survey, { link: byAccounts(), order: ['answered_at desc'] }),
  },
});

const Customer = plainType('Customer', {
  references: asRepresentation,
  fields: {
    tickets: page(() => Ticket, {
      link: byAccounts(),
      order: ['opened_at desc'],
      where: { status: oneOf('status'), openedFrom: from('opened_at'), openedBefore: before('opened_at') },
    }),
    complaints: page(() => Complaint, {
      link: byAccounts(),
      order: ['opened_at desc'],
      where: { status: oneOf('status') },
    }),
    satisfaction,
  },
});

const Query = plainType('Query', { fields: { ticket: lookup(byOpaqueId(() => Ticket)) } });

export const types = [Query, Customer, Ticket, Complaint, Satisfaction, Survey];
