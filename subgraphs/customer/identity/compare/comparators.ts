import { alike } from '../rules/thresholds.ts';
import type { FeatureSet } from '../features/feature-set.ts';
import type { ComparisonRule, Measure, Rules } from '../rules/rules.ts';
import type { Aliases } from './aliases.ts';
import type { Comparator } from './comparator.ts';
import { birthDate, emailAddress, phoneNumber, postalAddress } from './contacts.ts';
import { fullGivenNames } from './full-names.ts';
import { columnOf, middleName, namePart, organizationName, singleName } from './names.ts';
import { equalValues, identifiers, nameSuffix, similarValues } from './values.ts';

/** The comparator of a rule over these records. */
export function comparatorOf(rule: ComparisonRule, set: FeatureSet, aliases: Aliases): Comparator {
  const column = () => columnOf(set, rule.feature ?? '');
  switch (rule.measure) {
    case 'givenName':
      return namePart(set, 'given', aliases);
    case 'familyName':
      return namePart(set, 'family', aliases);
    case 'fullGivenNames':
      return fullGivenNames(set, aliases);
    case 'singleName':
      return singleName(set, aliases);
    case 'middleName':
      return middleName(set);
    case 'organizationName':
      return organizationName(set, 'organization');
    case 'employer':
      return organizationName(set, 'employer');
    case 'birthDate':
      return birthDate(set);
    case 'email':
      return emailAddress(set);
    case 'phone':
      return phoneNumber(set);
    case 'address':
      return postalAddress(set);
    case 'identifier':
      return identifiers(column());
    case 'nameSuffix':
      return nameSuffix(columnOf(set, 'suffix'));
    case 'equal':
      return equalValues(column());
    case 'similar':
      return similarValues(column(), alike.otherText);
  }
}

/** Features whose values a measure weighs by how rare they are; those of `identifier`, `equal` and `similar` are in the rule. */
const weighed: Readonly<Record<Measure, readonly string[]>> = {
  givenName: ['given'],
  familyName: ['family'],
  fullGivenNames: [],
  singleName: ['word'],
  middleName: ['middle'],
  nameSuffix: [],
  organizationName: ['organization'],
  employer: ['employer'],
  birthDate: ['birthOn'],
  email: ['email', 'emailName'],
  phone: ['phone', 'phoneTail'],
  address: ['streetLine', 'postal', 'city'],
  identifier: [],
  equal: [],
  similar: [],
};

/** The features of which frequencies must be kept to weigh other records by what was learned. */
export function weighedFeatures({ persons, organizations }: Rules): string[] {
  const rules = [...persons.comparisons, ...organizations.comparisons];
  return [
    ...new Set(rules.flatMap(({ measure, feature }) => [...weighed[measure], ...(feature ? [feature] : [])])),
  ].sort();
}
