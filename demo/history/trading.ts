import type { Product } from '../company/catalogue.ts';
import type { Company } from '../company/company.ts';
import { rateOf } from '../company/places.ts';
import type { Random } from '../company/random.ts';
import type { Line } from './rows.ts';

/** List price in cents of a currency, in the prices of a year: two percent dearer every year. */
export function listPrice(product: Product, currency: string, moment: number): number {
  const years = (moment - Date.UTC(2026, 0, 1)) / (365.25 * 86_400_000);
  return Math.max(1, Math.round(product.listCents * (rateOf[currency] ?? 1) * 1.02 ** years));
}

export function line(product: Product, quantity: number, unitCents: number, discount: number): Line {
  return {
    product,
    quantity,
    unitCents,
    discount,
    totalCents: Math.round((quantity * unitCents * (10_000 - discount)) / 10_000),
  };
}

/** Dear things one by one, cheap things by the dozen. */
export function quantityOf(random: Random, product: Product): number {
  if (product.listCents > 200_000) return random.chance(0.85) ? 1 : 2;
  if (product.listCents > 30_000) return random.int(1, 4);
  return random.pick([1, 2, 2, 4, 5, 10, 12, 25]);
}

/** One to six lines of different products. */
export function basket(random: Random, company: Company, currency: string, moment: number, discount: number): Line[] {
  const count = random.weighted([[1, 26], [2, 26], [3, 20], [4, 13], [5, 9], [6, 6]]); // prettier-ignore
  return random
    .few(company.activeProducts, count)
    .map((product) => line(product, quantityOf(random, product), listPrice(product, currency, moment), discount));
}

export const sumOf = (lines: readonly Line[]): number => lines.reduce((sum, l) => sum + l.totalCents, 0);
