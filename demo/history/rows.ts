import type { Campaign, Channel } from '../company/campaigns.ts';
import type { Product } from '../company/catalogue.ts';
import type { SalesPerson } from '../company/staff.ts';
import type { AccountView } from '../dirt/view.ts';

/**
 * What happened, in the house's own words and before any system writes it down in its way. Moments are milliseconds
 * UTC, money is whole cents, `number` counts from 1 per kind and system.
 */
export const systems = ['demo-crm', 'demo-orders', 'demo-orders-2', 'demo-desk', 'demo-marketing', 'demo-erp'] as const;
export type SystemName = (typeof systems)[number];

export interface Account {
  readonly system: SystemName;
  readonly number: number;
  readonly view: AccountView;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly isDeleted: boolean;
}

export interface Line {
  readonly product: Product;
  readonly quantity: number;
  readonly unitCents: number;
  /** Hundredths of a percent: 750 is 7.5 %. */
  readonly discount: number;
  readonly totalCents: number;
}

export type OrderStatus = 'OPEN' | 'CONFIRMED' | 'BACKORDERED' | 'SHIPPED' | 'CLOSED' | 'CANCELLED' | 'REJECTED';

export interface Order {
  readonly account: Account;
  readonly number: number;
  /** As printed on papers: invoices and shipments carry it. */
  readonly printed: string;
  readonly placedAt: number;
  readonly shippedAt: number | null;
  readonly status: OrderStatus;
  readonly lines: readonly Line[];
  readonly currency: string;
  readonly freightCents: number;
  readonly taxCents: number;
  readonly totalCents: number;
  readonly reference: string | null;
}

export interface Invoice {
  readonly account: Account;
  readonly number: number;
  readonly order: Order;
  /** Midnight UTC of the day. */
  readonly issuedOn: number;
  readonly dueOn: number;
  readonly status: 'DRAFT' | 'OPEN' | 'PARTLY_PAID' | 'PAID' | 'CANCELLED';
  readonly totalCents: number;
  readonly balanceCents: number;
}

export interface Payment {
  readonly number: number;
  readonly invoice: Invoice;
  readonly paidOn: number;
  readonly amountCents: number;
  readonly method: 'TRANSFER' | 'CARD' | 'CHEQUE' | 'DIRECT_DEBIT';
}

export interface Shipment {
  readonly account: Account;
  readonly number: number;
  readonly order: Order;
  readonly shippedAt: number;
  readonly deliveredAt: number | null;
  readonly status: 'PREPARING' | 'SHIPPED' | 'DELIVERED' | 'RETURNED' | 'CANCELLED';
  readonly carrier: string;
  readonly tracking: string;
}

export interface Opportunity {
  readonly account: Account;
  readonly number: number;
  readonly name: string;
  readonly stage: 'PROSPECTING' | 'QUALIFIED' | 'PROPOSAL' | 'NEGOTIATION' | 'WON' | 'LOST';
  readonly amountCents: number;
  readonly currency: string;
  readonly probability: number;
  readonly openedAt: number;
  readonly closedAt: number | null;
  readonly expectedOn: number;
  readonly seller: SalesPerson;
}

export interface Quote {
  readonly account: Account;
  readonly number: number;
  readonly opportunity: Opportunity | null;
  readonly quotedAt: number;
  readonly validUntil: number;
  readonly status: 'DRAFT' | 'SENT' | 'ACCEPTED' | 'REJECTED' | 'EXPIRED' | 'CANCELLED';
  readonly lines: readonly Line[];
  readonly currency: string;
  readonly seller: SalesPerson;
}

export interface Activity {
  readonly account: Account;
  readonly number: number;
  readonly occurredAt: number;
  readonly kind: 'CALL' | 'MEETING' | 'VISIT' | 'EMAIL' | 'LETTER' | 'DEMO' | 'NOTE';
  readonly subject: string;
  readonly seller: SalesPerson;
}

export interface Commitment {
  readonly account: Account;
  readonly number: number;
  readonly promisedAt: number;
  readonly dueOn: number;
  readonly status: 'OPEN' | 'KEPT' | 'BROKEN' | 'WITHDRAWN';
  readonly subject: string;
  readonly seller: SalesPerson;
}

export interface Owner {
  readonly account: Account;
  readonly number: number;
  readonly seller: SalesPerson;
  readonly sinceOn: number;
  readonly untilOn: number | null;
}

export type TicketStatus = 'OPEN' | 'WAITING' | 'RESOLVED' | 'CLOSED';

export interface Ticket {
  readonly account: Account;
  readonly number: number;
  readonly openedAt: number;
  readonly respondedAt: number | null;
  readonly closedAt: number | null;
  readonly status: TicketStatus;
  readonly priority: 'LOW' | 'NORMAL' | 'HIGH' | 'URGENT';
  readonly subject: string;
  readonly agent: string;
}

export interface Complaint {
  readonly account: Account;
  readonly number: number;
  readonly ticket: Ticket | null;
  readonly openedAt: number;
  readonly closedAt: number | null;
  readonly status: TicketStatus;
  readonly subject: string;
  readonly resolution: string | null;
}

export interface Survey {
  readonly account: Account;
  readonly number: number;
  readonly answeredAt: number;
  /** One to five stars. */
  readonly stars: number;
  readonly comment: string | null;
}

export interface Lead {
  readonly account: Account;
  readonly number: number;
  readonly capturedAt: number;
  readonly status: 'NEW' | 'WORKING' | 'QUALIFIED' | 'CONVERTED' | 'DISQUALIFIED';
  readonly source: string;
  readonly interest: string;
  readonly campaign: Campaign | null;
}

export interface Touch {
  readonly account: Account;
  readonly number: number;
  readonly campaign: Campaign;
  readonly occurredAt: number;
  readonly channel: Channel;
  readonly response: 'NONE' | 'OPENED' | 'CLICKED' | 'REPLIED' | 'BOUNCED' | 'UNSUBSCRIBED';
  readonly respondedAt: number | null;
}

export interface Consent {
  /** Of demo-marketing, or of demo-crm where it is a flag of the account. */
  readonly account: Account;
  readonly number: number;
  readonly channel: Channel;
  readonly status: 'GRANTED' | 'DENIED';
  readonly changedAt: number;
  readonly origin: string;
}

export interface Visit {
  readonly account: Account;
  readonly number: number;
  readonly occurredAt: number;
  readonly page: string;
  readonly referrer: string | null;
  readonly product: Product | null;
  readonly seconds: number;
}

/** A row that a story points at; `relation` is the canonical name. */
export interface Reference {
  readonly relation: string;
  readonly row: { readonly account: Account; readonly number: number };
}

/** A situation that somebody made happen to this customer. */
export interface Story {
  /** SCREAMING_SNAKE. */
  readonly code: string;
  /** Of the twelve voices. */
  readonly voice: number;
  /** When the situation came about. */
  readonly at: number;
  readonly references: readonly Reference[];
}

/** Everything that happened to one real customer. */
export interface History {
  readonly entity: number;
  readonly accounts: Account[];
  readonly orders: Order[];
  readonly invoices: Invoice[];
  readonly payments: Payment[];
  readonly shipments: Shipment[];
  readonly opportunities: Opportunity[];
  readonly quotes: Quote[];
  readonly activities: Activity[];
  readonly commitments: Commitment[];
  readonly owners: Owner[];
  readonly tickets: Ticket[];
  readonly complaints: Complaint[];
  readonly surveys: Survey[];
  readonly leads: Lead[];
  readonly touches: Touch[];
  readonly consents: Consent[];
  readonly visits: Visit[];
  readonly stories: Story[];
}

export const emptyHistory = (entity: number): History => ({
  entity,
  accounts: [],
  orders: [],
  invoices: [],
  payments: [],
  shipments: [],
  opportunities: [],
  quotes: [],
  activities: [],
  commitments: [],
  owners: [],
  tickets: [],
  complaints: [],
  surveys: [],
  leads: [],
  touches: [],
  consents: [],
  visits: [],
  stories: [],
});
