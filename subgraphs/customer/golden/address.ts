import type { GoldenAccount } from './account.ts';

export interface Address {
  readonly street: string | null;
  readonly city: string | null;
  readonly region: string | null;
  readonly postalCode: string | null;
  readonly country: string | null;
}

const given = (part: string | null): string | null => (part === null || part.trim() === '' ? null : part.trim());

/** The address of an account as one unit; null when it has none. A country alone is no address. */
export function addressOf(account: GoldenAccount): Address | null {
  const address = {
    street: given(account.street),
    city: given(account.city),
    region: given(account.region),
    postalCode: given(account.postalCode),
    country: given(account.country),
  };
  return (address.street ?? address.city ?? address.region ?? address.postalCode) === null ? null : address;
}

/** On one line: `Hauptstr. 1, 10115 Berlin, DE`. */
export function addressText({ street, city, region, postalCode, country }: Address): string {
  const town = [postalCode, city].filter((part) => part !== null).join(' ');
  return [street, town, region, country].filter((part) => part !== null && part !== '').join(', ');
}

/** How many of its parts are filled. */
export const addressCompleteness = (address: Address): number =>
  Object.values(address).filter((part) => part !== null).length;
