import { now } from './calendar.ts';
import { campaigns, type Campaign } from './campaigns.ts';
import { catalogue, type Product } from './catalogue.ts';
import { salesPeople, vendors, type SalesPerson, type Vendor } from './staff.ts';

/** What exists whoever buys: products, people, campaigns. */
export interface Company {
  readonly seed: number;
  readonly products: readonly Product[];
  /** Those that are sold today. */
  readonly activeProducts: readonly Product[];
  readonly staff: readonly SalesPerson[];
  readonly vendors: readonly Vendor[];
  readonly campaigns: readonly Campaign[];
}

export function company(seed: number): Company {
  const products = catalogue(seed);
  return {
    seed,
    products,
    activeProducts: products.filter((p) => p.isActive),
    staff: salesPeople(seed),
    vendors: vendors(),
    campaigns: campaigns(seed, now),
  };
}
