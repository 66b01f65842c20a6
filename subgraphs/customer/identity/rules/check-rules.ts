import { didYouMean } from '../../../../kit/sources/nearest.ts';
import { featureNames } from '../features/feature-set.ts';
import { defaultRules, withExtras } from './default-rules.ts';
import type { ComparisonRule, KindRules, Measure } from './rules.ts';
import type { KindFile } from './rules-shape.ts';

/** Keys and places of lists, from the top of the file. */
export type Path = readonly PropertyKey[];
export type Report = (path: Path, expected: string, found: string, action: string) => void;

const isExtra = (name: string): boolean => /^extra_\w+$/u.test(name);
const house = withExtras(defaultRules, ['extra_any']);

/** How many levels the engine tells apart by each measure, as the rules of the house have it. */
const levelCounts = new Map<Measure, number>(
  [...house.persons.comparisons, ...house.organizations.comparisons].map(({ measure, levels }) => [
    measure,
    levels.length,
  ]),
);
const ofFeature: readonly Measure[] = ['identifier', 'equal', 'similar'];

/** What has the right shape and still can't be meant. `merged` are the rules of this kind with the file's over them. */
export function checkKind(file: KindFile, merged: KindRules, base: KindRules, path: Path, report: Report): void {
  for (const [at, { on }] of (file.blocks ?? []).entries())
    for (const [place, feature] of on.entries()) checkFeature(feature, [...path, 'blocks', at, 'on', place], report);
  const names = new Set<string>();
  for (const [at, comparison] of (file.comparisons ?? []).entries()) {
    const own = [...path, 'comparisons', at];
    if (names.has(comparison.name))
      report(
        [...own, 'name'],
        'each comparison once',
        `${comparison.name} again`,
        'give it another name, or remove it',
      );
    names.add(comparison.name);
    checkComparison(comparison, own, report);
  }
  for (const [at, veto] of (file.vetoes ?? []).entries())
    for (const part of ['when', 'unless'] as const)
      checkConditions(veto[part], merged.comparisons, [...path, 'vetoes', at, part], report);
  if (file.personal) checkConditions(file.personal, merged.comparisons, [...path, 'personal'], report);
  if (file.comparisons && !file.vetoes) checkVetoesLeft(merged.comparisons, base, [...path, 'comparisons'], report);
}

function checkFeature(feature: string, path: Path, report: Report): void {
  if (featureNames.includes(feature) || isExtra(feature)) return;
  const action = didYouMean(feature, featureNames) || `use one of ${featureNames.join(', ')}, or extra_...`;
  report(path, 'a feature', feature.slice(0, 60), action);
}

function checkComparison(rule: NonNullable<KindFile['comparisons']>[number], path: Path, report: Report): void {
  const { measure, feature, levels } = rule;
  if (ofFeature.includes(measure)) {
    if (feature === undefined)
      report(path, `a feature for the measure ${measure}`, 'none', `add feature: one of ${featureNames.join(', ')}`);
    else checkFeature(feature, [...path, 'feature'], report);
  } else if (feature !== undefined)
    report([...path, 'feature'], `no feature: ${measure} knows its own`, feature.slice(0, 60), 'remove the key');
  const count = levelCounts.get(measure) ?? levels.length;
  if (levels.length !== count)
    report(
      [...path, 'levels'],
      `${String(count)} levels for ${measure}`,
      String(levels.length),
      'name each, best first',
    );
  for (const key of ['expected', 'atRandom'] as const) {
    const shares = rule[key];
    if (shares === undefined) continue;
    if (shares.length !== levels.length)
      report([...path, key], `${String(levels.length)} shares, one for each level`, String(shares.length), 'give all');
    const sum = shares.reduce((total, share) => total + share, 0);
    if (Math.abs(sum - 1) > 0.01)
      report([...path, key], 'shares that add up to 1', sum.toFixed(3), 'correct the shares');
  }
}

function checkConditions(
  conditions: Readonly<Record<string, readonly string[]>>,
  comparisons: readonly ComparisonRule[],
  path: Path,
  report: Report,
): void {
  const names = comparisons.map(({ name }) => name);
  for (const [name, levels] of Object.entries(conditions)) {
    const own = comparisons.find((one) => one.name === name) ?? fromOtherKind(name);
    const known = own?.levels ?? (isExtra(name) ? extraLevels : null);
    if (!known) {
      const action = didYouMean(name, names) || `use one of ${names.join(', ')}`;
      report([...path, name], 'the name of a comparison', name.slice(0, 60), action);
      continue;
    }
    for (const [at, level] of levels.entries())
      if (!known.includes(level))
        report(
          [...path, name, at],
          `a level of ${name}: ${known.join(', ')}`,
          level.slice(0, 60),
          didYouMean(level, known) || 'use one of them',
        );
  }
}

/** The rules of the house share conditions between kinds: a comparison that a kind lacks is never at any level there. */
const fromOtherKind = (name: string): ComparisonRule | undefined =>
  [...house.persons.vetoes, ...house.organizations.vetoes].some(({ when, unless }) => name in when || name in unless)
    ? [...house.persons.comparisons, ...house.organizations.comparisons].find((one) => one.name === name)
    : undefined;

const extraLevels = house.persons.comparisons.find(({ name }) => name === 'extra_any')?.levels ?? [];

/** Vetoes of the house that a file without vetoes of its own would leave hanging. */
function checkVetoesLeft(comparisons: readonly ComparisonRule[], base: KindRules, path: Path, report: Report): void {
  const had = new Set(base.comparisons.map(({ name }) => name));
  const has = new Set(comparisons.map(({ name }) => name));
  const used = base.vetoes.flatMap(({ when, unless }) => [...Object.keys(when), ...Object.keys(unless)]);
  const hanging = [...new Set(used)].filter((name) => had.has(name) && !has.has(name));
  if (hanging.length > 0)
    report(
      path,
      `the comparisons that the vetoes of the house ask for: ${hanging.join(', ')}`,
      'a list without them',
      'add them, or give vetoes of your own beside the comparisons',
    );
}
