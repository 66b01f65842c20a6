import { DAY, at, isoDate } from './calendar.ts';
import { slug } from './mailboxes.ts';
import { personName } from './people.ts';
import type { Country } from './places.ts';
import { Random } from './random.ts';

export interface SalesPerson {
  readonly number: number;
  readonly name: string;
  readonly email: string;
  /** Whom he sells to. */
  readonly country: Country;
  /** Milliseconds; null while the person works here. */
  readonly leftAt: number | null;
}

/** Five per country; the last of each five has left in the past two years. */
export function salesPeople(seed: number): SalesPerson[] {
  const random = new Random(seed, 'sales people');
  const countries: Country[] = ['US', 'CN', 'DE', 'GB', 'FR', 'ES'];
  return countries.flatMap((country, c) =>
    [1, 2, 3, 4, 5].map((n) => {
      const name = personName(random, country);
      return {
        number: c * 5 + n,
        name: `${name.given} ${name.family}`,
        email: `${slug(name.given)}.${slug(name.family)}@ironbarrow.example`,
        country,
        leftAt: n === 5 ? at(2025, 3, 1) + random.int(0, 400) * DAY : null,
      };
    }),
  );
}

export interface Vendor {
  readonly number: number;
  readonly name: string;
  readonly isActive: boolean;
}

export function vendors(): Vendor[] {
  const names =
    'Brückner Guss GmbH|Nordic Bearing AB|Shaoxing Gear Works|Penrose Castings Ltd|Lakehead Forgings Inc.|Aciéries du Doubs SAS|Electro Kessler AG|Ningbo Motor Factory|Talleres Arrieta S.L.|Osprey Abrasives LLC|Feinwerk Rauch OHG|Suzhou Control Systems|Delmar Fasteners Co.|Bright & Sons Ltd';
  return names.split('|').map((name, i) => ({ number: i + 1, name, isActive: i % 7 !== 6 }));
}

export const leftOn = (person: SalesPerson): string | null => (person.leftAt === null ? null : isoDate(person.leftAt));
