import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { expect, test } from 'vitest';
import { seededRandom } from '../score/random.ts';
import { normalisePhone } from './phone.ts';

test.each([
  ['030 1234567', 'DE', '+49301234567'],
  ['+49 (0)30 / 1234-567', null, '+49301234567'],
  ['0049 30 1234567', 'US', '+49301234567'],
  ['(206) 555-0100', 'us', '+12065550100'],
  ['138 0013 8000', 'CN', '+8613800138000'],
  ['１３８００１３８０００', 'CN', '+8613800138000'],
  ['+44 20 7946 0958', 'DE', '+442079460958'],
])('%s of %s is %s', (text, country, expected) => {
  expect(normalisePhone(text, country)).toEqual({ number: expected, readable: true });
});

test.each([
  ['030 1234567', null],
  ['030 1234567', 'XX'],
  ['4711', 'DE'],
])('%s of %s stays as it is and is no evidence', (text, country) => {
  const phone = normalisePhone(text, country);
  if (phone?.readable === true) expect(phone.number).not.toContain(' ');
  else expect(phone).toEqual({ number: text, readable: false });
});

test('a number without its country is not guessed', () => {
  expect(normalisePhone('030 1234567', null)).toEqual({ number: '030 1234567', readable: false });
});

test.each(['', '-', 'n/a', '12', '0000000', '1111111', '1234567890', '000 0000 000'])('%s is no phone', (text) => {
  expect(normalisePhone(text, 'DE')).toBeNull();
});

test('a North American number is what the library reads, whatever its punctuation', () => {
  const random = seededRandom(9);
  const pick = (texts: readonly string[]): string => texts[random(texts.length)] ?? '';
  let read = 0;
  for (let round = 0; round < 4000; round += 1) {
    const digits = Array.from({ length: 9 + random(3) }, () => String(random(10)));
    const written = digits.map(
      (digit) => digit + (random(4) > 0 ? '' : pick([' ', '-', '.', ')', '(', '  ', '+', '/'])),
    );
    const text = pick(['', '+', '+1', '001', '1-', '(', '+1 (']) + written.join('');
    const country = pick(['US', 'CA', 'DE', 'GB']);
    const parsed = parsePhoneNumberFromString(
      text.replace(/^00(?=[1-9])/, '+'),
      isSupportedCountry(country) ? country : 'US',
    );
    if (!parsed?.isPossible() || parsed.countryCallingCode !== '1') continue;
    read += 1;
    expect(normalisePhone(text, country), `${text} ${country}`).toEqual({ number: parsed.number, readable: true });
  }
  expect(read).toBeGreaterThan(500);
});

test('without a country and without a plus the library reads nothing, so it is not asked', () => {
  const random = seededRandom(10);
  for (let round = 0; round < 2000; round += 1) {
    const text = Array.from({ length: 5 + random(12) }, () => '0123456789 -/().x'[random(17)] ?? '').join('');
    expect(parsePhoneNumberFromString(text), text).toBeUndefined();
    expect(normalisePhone(text, null)?.readable ?? false, text).toBe(false);
  }
});
