import { describe, expect, it } from 'vitest';
import { identityRecord } from '../../testing/identity-record.ts';
import { addressOf } from './one-line-address.ts';

const none = { street: '', city: '', region: '', postal: '', country: '' };

describe('an address in one line', () => {
  it.each([
    ['7 Elm Ave, Springfield, IL 62704', { street: '7 Elm Ave', city: 'Springfield', region: 'IL', postal: '62704' }],
    ['7 Elm Ave Springfield, IL 62704', { street: '7 Elm Ave', city: 'Springfield', region: 'IL', postal: '62704' }],
    [
      'Lindenstraße 5, 10969 Berlin, Germany',
      { street: 'Lindenstraße 5', city: 'Berlin', postal: '10969', country: 'DE' },
    ],
    [
      '3 Mill Lane, Leeds, LS1 4AB, United Kingdom',
      { street: '3 Mill Lane', city: 'Leeds', postal: 'LS1 4AB', country: 'GB' },
    ],
    [
      '3 Mill Lane, Leeds, United Kingdom, LS1 4AB',
      { street: '3 Mill Lane', city: 'Leeds', postal: 'LS1 4AB', country: 'GB' },
    ],
    ['Empire House, 20 Station Road', { street: '20 Station Road' }],
    ['Empire House 20 Station Road, Leeds, UK', { street: '20 Station Road', city: 'Leeds', country: 'GB' }],
    ['No 21, Street 104 Battambang, Cambodia', { street: 'No 21, Street 104', city: 'Battambang', country: 'KH' }],
    [
      'Dorfstrasse 4, FL-9490 Vaduz, Lichtenstein',
      { street: 'Dorfstrasse 4', city: 'Vaduz', postal: '9490', country: 'LI' },
    ],
  ])('%s', (street, expected) => expect(addressOf(identityRecord({ street }))).toEqual({ ...none, ...expected }));

  it.each(['12 Main Street, Apt 4', 'Calle Mayor, 5 3B', '12345 Oak Ave', 'PO Box 1234', '9 Wenhua street, room 1520'])(
    '%s says no more than a street',
    (street) => expect(addressOf(identityRecord({ street }))).toEqual({ ...none, street }),
  );

  it('is where the house is, whatever stands in front of it', () => {
    const own = { city: 'Leeds', postal_code: 'LS1 4AB' };
    const streetOf = (street: string): string => addressOf(identityRecord({ street, ...own })).street;
    expect(streetOf('Suite 900, 20 Station Road')).toBe('20 Station Road');
    expect(streetOf('#01-11, Empire House, 4 Hill Rise')).toBe('4 Hill Rise');
    expect(streetOf('#21, Street 104')).toBe('#21, Street 104');
    expect(streetOf('Unit 4 12 Main St')).toBe('Unit 4 12 Main St');
  });

  it('stands as it is beside a town and a postal code of their own', () => {
    const parts = { street: 'Lindenstraße 5, Hof, 10969 Berlin', city: 'Berlin', postal_code: '10969' };
    expect(addressOf(identityRecord(parts)).street).toBe(parts.street);
  });
});
