import { IANAZone } from 'luxon';
import { didYouMean } from '../nearest.ts';
import { formatDuration, parseDuration } from './duration.ts';

/** What is wrong with a value: what should stand there, and what to do (`found` comes from the reader). */
export interface Refusal {
  readonly expected: string;
  readonly action: string;
  /** Replaces the description of the value where that must not be shown. */
  readonly found?: string;
}

/** How one value of source.yaml is read. `T` is what the value becomes. */
export interface Field<T> {
  /** In the words of an error. */
  readonly expected: string;
  /** Taken when the key is absent; without one the key is required. */
  readonly default?: T;
  readonly description: string;
  read(value: unknown): { value: T } | Refusal;
}

const refuse = (expected: string, action: string, found?: string): Refusal => ({
  expected,
  action,
  ...(found && { found }),
});

export function text(description: string): Field<string> {
  const expected = 'a text of 1 to 200 characters';
  return {
    expected,
    description,
    read: (value) =>
      typeof value === 'string' && value.trim() !== '' && value.length <= 200
        ? { value: value.trim() }
        : refuse(expected, 'write a text, in quotes if it looks like a number'),
  };
}

export function systemId(description: string): Field<string> {
  const expected = 'an id of lower-case letters, digits and hyphens, 2 to 40 long, beginning with a letter';
  return {
    expected,
    description,
    read: (value) => {
      if (typeof value === 'string' && /^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){1,39}$/.test(value)) return { value };
      const near =
        typeof value === 'string'
          ? value
              .toLowerCase()
              .replaceAll(/[^a-z0-9]+/g, '-')
              .replaceAll(/^[-0-9]+|-+$/g, '')
          : '';
      return refuse(
        expected,
        near.length > 1 && near.length <= 40 && !looksSecret(value) ? `write ${near}` : 'write an id such as old-crm',
      );
    },
  };
}

/** A URL pasted here would be a password in a repository: it is refused and never shown. */
export function variableName(description: string): Field<string> {
  const expected = 'the NAME of an environment variable, such as OLD_CRM_DATABASE_URL';
  return {
    expected,
    description,
    read: (value) => {
      if (typeof value === 'string' && /^[A-Z][A-Z0-9_]*$/.test(value)) return { value };
      if (looksSecret(value))
        return refuse(
          expected,
          'put the URL into an environment variable and its name here; if this file was committed, change the password',
          'what looks like a URL with credentials (not shown)',
        );
      if (typeof value === 'string' && /^\$?\{?[A-Za-z]\w*\}?$/.test(value))
        return refuse(expected, `write ${value.replaceAll(/[^\w]/g, '').toUpperCase()}`);
      return refuse(expected, 'write the name in capitals, digits and underscores');
    },
  };
}

export function names(known: readonly string[], what: string, description: string): Field<readonly string[]> {
  const expected = `a list of ${what}: ${known.join(', ')}`;
  return {
    expected,
    description,
    read: (value) => {
      if (!Array.isArray(value) || value.length === 0 || !value.every((v): v is string => typeof v === 'string'))
        return refuse(expected, `write a list: [${known[0] ?? ''}]`);
      return { value: [...new Set(value)] };
    },
  };
}

export function timeZone(description: string): Field<string> {
  const expected = 'a time zone of the IANA list, such as Europe/Berlin or UTC';
  return {
    expected,
    description,
    read: (value) => {
      if (typeof value === 'string' && (value === 'UTC' || (value.includes('/') && IANAZone.isValidZone(value))))
        return { value };
      const near = typeof value === 'string' ? didYouMean(value, ['UTC', ...Intl.supportedValuesOf('timeZone')]) : '';
      return refuse(
        expected,
        near || 'look the zone of the legacy system up; offsets and abbreviations do not know summer time',
      );
    },
  };
}

export function count(least: number, most: number, fallback: number, description: string): Field<number> {
  const expected = `a whole number from ${least} to ${most}`;
  return {
    expected,
    description,
    default: fallback,
    read: (value) =>
      typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
        ? { value }
        : refuse(expected, `choose a number between; without the entry it is ${fallback}`),
  };
}

export function duration(least: number, most: number, fallback: number, description: string): Field<number> {
  const expected = `a duration from ${formatDuration(least)} to ${formatDuration(most)}, such as ${formatDuration(fallback)}`;
  return {
    expected,
    description,
    default: fallback,
    read: (value) => {
      const ms = typeof value === 'string' ? parseDuration(value) : null;
      if (ms !== null && ms >= least && ms <= most) return { value: ms };
      return refuse(
        expected,
        typeof value === 'number' ? `add a unit: ${value}s (ms, s, m, h, d)` : 'write a number with ms, s, m, h or d',
      );
    },
  };
}

export function truth(fallback: boolean, description: string): Field<boolean> {
  return {
    expected: 'true or false',
    description,
    default: fallback,
    read: (value) =>
      typeof value === 'boolean' ? { value } : refuse('true or false', 'write true or false, without quotes'),
  };
}

/** Whether a value may hold credentials and must not be shown. */
export function looksSecret(value: unknown): boolean {
  return (
    typeof value === 'string' && (/:\/\//.test(value) || /\S+:\S+@/.test(value) || /passw|pwd|secret/i.test(value))
  );
}
