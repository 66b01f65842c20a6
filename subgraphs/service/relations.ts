import { code, instant, integer, key, relation, text } from '../../kit/relation.ts';

export const ticketStatus = ['OPEN', 'WAITING', 'RESOLVED', 'CLOSED'] as const;
export const ticketPriority = ['LOW', 'NORMAL', 'HIGH', 'URGENT'] as const;

export const tickets = relation({
  name: 'tickets',
  description: 'A request of a customer to the service desk.',
  key: ['ticket_id'],
  columns: {
    ticket_id: key.required('Ticket, unique in its system.'),
    account_id: key.required('Account that asked, as in customers.sql.'),
    ticket_number: text('Number that people use for the ticket.'),
    opened_at: instant.required('When the customer asked.'),
    first_responded_at: instant('When somebody first answered; null while nobody has.'),
    closed_at: instant('When it was done; null while it is not.'),
    status: code(ticketStatus, 'Where the ticket stands.'),
    priority: code(ticketPriority, 'How urgent it is.'),
    subject: text('What it is about.'),
    agent_name: text('Who of the service desk works on it.'),
  },
});

export const complaints = relation({
  name: 'complaints',
  description: 'A customer said that something is wrong and wants it made good.',
  key: ['complaint_id'],
  columns: {
    complaint_id: key.required('Complaint, unique in its system.'),
    account_id: key.required('Account that complained, as in customers.sql.'),
    ticket_id: key('Ticket in which it is handled.'),
    opened_at: instant.required('When the customer complained.'),
    closed_at: instant('When it was settled; null while it is not.'),
    status: code(ticketStatus, 'Where the complaint stands.'),
    subject: text('What is wrong.'),
    resolution: text('What was done about it.'),
  },
});

export const surveys = relation({
  name: 'surveys',
  description: 'An answer of a customer to «how content are you?»',
  key: ['survey_id'],
  columns: {
    survey_id: key.required('Answer, unique in its system.'),
    account_id: key.required('Account that answered, as in customers.sql.'),
    answered_at: instant.required('When it was answered.'),
    score: integer('From 0 (never again) to 10 (could not be better); mappings rescale other scales.'),
    comment: text('What the customer wrote.'),
  },
});

export const relations = [tickets, complaints, surveys];
