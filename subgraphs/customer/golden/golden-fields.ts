import { computed, type LeafField } from '../../../kit/resolvers/field.ts';
import type { Parent } from '../../../kit/resolvers/set-entry.ts';
import { accountKey } from '../identity/account.ts';
import { accountsOf, goldenAccounts } from './accounts-column.ts';
import { addressOf } from './address.ts';
import type { Choice, Loser } from './choose.ts';
import { graphInstant } from './instant.ts';
import type { Reading } from './reading.ts';
import { resolveGolden, type GoldenRecord } from './resolve.ts';
import type { GoldenField, SurvivorshipRules } from './rules.ts';

/** Fields of Customer that are made of `goldenAccounts`. */
export const goldenFieldNames = [
  'givenName',
  'middleName',
  'familyName',
  'organizationName',
  'birthOn',
  'gender',
  'taxNumber',
  'primaryEmail',
  'primaryPhone',
  'primaryAddress',
  'lineage',
] as const;

function valueOf(reading: Reading, loser: Loser | null) {
  const { system, accountId, text, updatedAt } = reading;
  return {
    system,
    account: { __typename: 'SourceAccount', system, id: accountId },
    value: text,
    updatedAt: updatedAt === null ? null : graphInstant(updatedAt),
    lostBy: loser?.lostBy ?? null,
  };
}

const lineageOf = (field: GoldenField, { winner, agreeing, losers, rule }: Choice) => ({
  field,
  value: winner.text,
  winner: valueOf(winner, null),
  agreeing: agreeing.map((reading) => valueOf(reading, null)),
  losers: losers.map((loser) => valueOf(loser, loser)),
  rule,
});

/** Systems whose accounts say what won. */
const systemsOf = ({ winner, agreeing }: Choice): string[] =>
  [...new Set([winner, ...agreeing].map(({ system }) => system))].sort();

function addressWith(parent: Parent, choice: Choice) {
  const account = accountsOf(parent).find((one) => accountKey(one) === accountKey(choice.winner));
  return account === undefined ? null : { ...addressOf(account), systems: systemsOf(choice) };
}

/** The golden fields and their lineage: no statement of their own, one computation per customer. */
export function goldenCustomerFields(rules: SurvivorshipRules): Record<(typeof goldenFieldNames)[number], LeafField> {
  const records = new WeakMap<Parent, GoldenRecord>();
  const recordOf = (parent: Parent): GoldenRecord => {
    const known = records.get(parent);
    if (known) return known;
    const record = resolveGolden(accountsOf(parent), rules);
    records.set(parent, record);
    return record;
  };
  const made = (field: GoldenField, read: (choice: Choice, parent: Parent) => unknown): LeafField =>
    computed([goldenAccounts], (parent) => {
      const choice = recordOf(parent).get(field);
      return choice === undefined ? null : read(choice, parent);
    });
  const plain = (field: GoldenField): LeafField => made(field, ({ winner }) => winner.text);
  return {
    givenName: plain('givenName'),
    middleName: plain('middleName'),
    familyName: plain('familyName'),
    organizationName: plain('organizationName'),
    birthOn: plain('birthOn'),
    gender: plain('gender'),
    taxNumber: plain('taxNumber'),
    primaryEmail: made('primaryEmail', (choice) => ({ address: choice.winner.text, systems: systemsOf(choice) })),
    primaryPhone: made('primaryPhone', (choice) => ({ number: choice.winner.text, systems: systemsOf(choice) })),
    primaryAddress: made('primaryAddress', (choice, parent) => addressWith(parent, choice)),
    lineage: computed([goldenAccounts], (parent) =>
      [...recordOf(parent)].map(([field, choice]) => lineageOf(field, choice)),
    ),
  };
}
