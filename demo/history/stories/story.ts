import type { Campaign, Channel } from '../../company/campaigns.ts';
import { DAY, now, workTime } from '../../company/calendar.ts';
import { currencyOf } from '../../company/places.ts';
import type { Product } from '../../company/catalogue.ts';
import type { SalesPerson } from '../../company/staff.ts';
import type { Line, Reference, SystemName } from '../rows.ts';
import type { Scene } from '../scene.ts';
import { line, listPrice, quantityOf } from '../trading.ts';

/** A situation that the house gets itself into, as data and one function that makes it happen. */
export interface StoryKind {
  /** SCREAMING_SNAKE. */
  readonly code: string;
  /** Of the twelve voices. */
  readonly voice: number;
  /** Systems that must know the customer. */
  readonly needs: readonly SystemName[];
  /** The system that knows him twice. */
  readonly twice?: SystemName;
  /** How many days before today it begins: least, most. */
  readonly daysAgo: readonly [number, number];
  /** Nobody of the house writes or calls after it began, except as the story says. */
  readonly quiet?: boolean;
  /** The customer wants no e-mail after it began. */
  readonly optOut?: boolean;
  readonly share?: number;
  tell(scene: Scene, begin: number): Reference[];
}

/** A working moment some days after another, never after today. */
export const later = (scene: Scene, moment: number, days: number): number =>
  Math.max(moment, workTime(scene.random, Math.min(moment + days * DAY, now)));

/** One line of a product at its list price of the moment less a discount (hundredths of a percent). */
export function offer(scene: Scene, product: Product, moment: number, discount: number): Line {
  return line(
    product,
    quantityOf(scene.random, product),
    listPrice(product, currencyOf[scene.profile.country], moment),
    discount,
  );
}

/** Sales people of the customer's country who work here, the owner not among them. */
export const colleagues = (scene: Scene): SalesPerson[] =>
  scene.company.staff.filter((s) => s.country === scene.owner.country && s.leftAt === null && s !== scene.owner);

/** The latest campaign of a channel that began after a moment. */
export function campaignAfter(scene: Scene, channel: Channel, moment: number): Campaign {
  const campaign = scene.company.campaigns.findLast((c) => c.channel === channel && c.startedAt >= moment);
  if (!campaign) throw new Error(`no ${channel} campaign began after ${new Date(moment).toISOString()}`);
  return campaign;
}
