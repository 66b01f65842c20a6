import type { Random } from '../company/random.ts';
import { typo } from './typing.ts';

/** One mailbox as people type it: other case, a tag, blanks; still the same mailbox. */
export function writeEmail(random: Random, email: string): string {
  const [box = '', domain = ''] = email.split('@');
  return random.weighted([
    [email, 70],
    [`${box.charAt(0).toUpperCase()}${box.slice(1)}@${domain}`, 12],
    [email.toUpperCase(), 8],
    [`${email} `, 5],
    [`${box}@${domain.toUpperCase()}`, 5],
  ]);
}

/** A mailbox typed wrong: it reaches somebody else, or nobody. */
export function misspeltEmail(random: Random, email: string): string {
  const [box = '', domain = ''] = email.split('@');
  return `${typo(random, box)}@${domain}`;
}
