import { didYouMean } from '../../../kit/sources/nearest.ts';
import { goldenFields } from './rules.ts';

/** Keys and places of lists, from the top of the file. */
export type Path = readonly PropertyKey[];
export type Report = (path: Path, expected: string, found: string, action: string) => void;

const asMap = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** What has the right shape and still can't be meant. `systems` that may be trusted; null for any. */
export function checkMeaning(value: unknown, systems: readonly string[] | null, report: Report): void {
  const file = asMap(value);
  checkTrust(file['trust'], ['trust'], systems, report);
  checkRepeats(file['spelling'], ['spelling'], report);
  for (const [field, rule] of Object.entries(asMap(file['fields']))) {
    const { trust, criteria } = asMap(rule);
    const path = ['fields', field];
    checkTrust(trust, [...path, 'trust'], systems, report);
    checkRepeats(criteria, [...path, 'criteria'], report);
    if (trust !== undefined && Array.isArray(criteria) && !criteria.includes('TRUSTED_SOURCE'))
      report(
        [...path, 'trust'],
        'trust only where TRUSTED_SOURCE is among the criteria',
        'criteria without it',
        'add TRUSTED_SOURCE to the criteria, or remove trust',
      );
    const place = goldenFields.findIndex((known) => known === field);
    asList(criteria).forEach((step, at) => {
      const other = goldenFields.findIndex((known) => known === asMap(step)['AGREES_WITH']);
      if (place === -1 || other === -1 || other < place) return;
      const earlier = goldenFields.slice(0, place).join(', ') || 'none: it is decided first';
      report(
        [...path, 'criteria', at],
        `a field that is decided before ${field}: ${earlier}`,
        goldenFields[other] ?? '',
        'name an earlier field, or remove the step',
      );
    });
  }
}

function checkTrust(trust: unknown, path: Path, systems: readonly string[] | null, report: Report): void {
  checkRepeats(trust, path, report);
  if (systems === null) return;
  asList(trust).forEach((system, at) => {
    if (typeof system !== 'string' || systems.includes(system)) return;
    const known = systems.join(', ') || 'none';
    report(
      [...path, at],
      `a system that has customers: ${known}`,
      system.slice(0, 60),
      didYouMean(system, systems) || 'remove it',
    );
  });
}

function checkRepeats(list: unknown, path: Path, report: Report): void {
  const seen = new Set<string>();
  asList(list).forEach((item, at) => {
    const name = JSON.stringify(item);
    if (seen.has(name)) report([...path, at], 'every entry once', `${name} again`, 'remove it: the first one counts');
    seen.add(name);
  });
}
