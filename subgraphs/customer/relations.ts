import { boolean, code, date, instant, key, relation, text, texts } from '../../kit/relation.ts';

export const customerKind = ['PERSON', 'ORGANIZATION'] as const;

/** The feed that says who: read by `hub sync` only, never by a query. */
export const customers = relation({
  name: 'customers',
  description: 'Feed: one row per account of the system, whether person or organisation.',
  key: ['account_id'],
  columns: {
    account_id: key.required('Account, unique in its system; the other relations refer to it.'),
    kind: code(customerKind, 'Person or organisation.'),
    name: text('Full name, where the system keeps it in one field.'),
    given_name: text('Given name of a person.'),
    middle_name: text('Middle name or initial of a person.'),
    family_name: text('Family name of a person.'),
    organization_name: text('Name of the organisation, or of the one that a person belongs to.'),
    other_name: text('Maiden name, name in another script, alias.'),
    email: texts('E-mail addresses.'),
    phone: texts('Phone numbers, as the system writes them.'),
    street: text('Street and house number.'),
    city: text('Town.'),
    region: text('State or province.'),
    postal_code: text('Postal code.'),
    country: text('ISO 3166 alpha-2 code.'),
    birth_on: date('Date of birth.'),
    gender: text('As the system writes it.'),
    national_id: text('Number of an identity document.'),
    tax_number: text('Tax or registration number.'),
    updated_at: instant('When the row last changed at the source: the watermark of incremental syncs.'),
    is_deleted: boolean('Whether the system marks the account as deleted.'),
  },
});

/** The feed that says what happened. */
export const events = relation({
  name: 'events',
  description: 'Feed: one row per thing that happened between the house and an account.',
  key: ['event_id'],
  columns: {
    event_id: key.required('Event, unique in its system.'),
    account_id: key.required('Account that it concerns.'),
    occurred_at: instant.required('When it happened.'),
    kind: text('What happened, SCREAMING_SNAKE: ORDER_PLACED, TICKET_OPENED, MAIL_SENT.'),
    title: text('One line for a reader.'),
  },
});

/** The feeds that a source may serve to the customer subgraph. */
export const relations = [customers, events];
