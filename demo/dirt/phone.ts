import type { Phone } from '../company/phones.ts';
import type { Random } from '../company/random.ts';

const group = (digits: string, size: number): string => digits.replace(new RegExp(`(\\d{${size}})(?=\\d)`, 'g'), '$1 ');

/** One number as different clerks write it; always the same number once punctuation, prefix and extension are gone. */
export function writePhone(random: Random, { calling, area, subscriber }: Phone): string {
  const trunk =
    calling === '1' || calling === '34' || (calling === '86' && area.length === 3 && area.startsWith('1')) ? '' : '0';
  const bare = subscriber;
  const written =
    calling === '1'
      ? [
          `(${area}) ${bare.slice(0, 3)}-${bare.slice(3)}`,
          `${area}-${bare.slice(0, 3)}-${bare.slice(3)}`,
          `${area}.${bare.slice(0, 3)}.${bare.slice(3)}`,
          `1-${area}-${bare.slice(0, 3)}-${bare.slice(3)}`,
        ]
      : [
          `${trunk}${area} ${group(bare, 3)}`,
          `${trunk}${area}/${bare}`,
          `${trunk}${area}-${bare}`,
          `${trunk}${area}${bare}`,
        ];
  return random.pick([
    ...written,
    `+${calling} ${area} ${bare}`,
    `+${calling}${area}${bare}`,
    `00${calling} ${area} ${group(bare, 2)}`,
  ]);
}

/** E.164, as tidy systems keep it. */
export const plainPhone = ({ calling, area, subscriber }: Phone): string => `+${calling}${area}${subscriber}`;
