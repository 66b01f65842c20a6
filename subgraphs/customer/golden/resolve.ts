import { accountKey } from '../identity/account.ts';
import type { GoldenAccount, NamedAccount } from './account.ts';
import { choose, type Choice } from './choose.ts';
import { allFields, nameFields, type FieldDefinition } from './fields.ts';
import type { Reading } from './reading.ts';
import type { GoldenField, SurvivorshipRules } from './rules.ts';

/** What survived of each field, in the order in which they were decided; fields that no account fills are missing. */
export type GoldenRecord = ReadonlyMap<GoldenField, Choice>;

/** Keys cost more than all the rest, and texts repeat: each text has its key made once. */
function readingsOf<A extends NamedAccount>(definition: FieldDefinition<A>, accounts: readonly A[]): Reading[] {
  const keys = new Map<string, string>();
  const keyOf = (text: string): string => {
    const known = keys.get(text);
    if (known !== undefined) return known;
    const key = definition.key(text);
    keys.set(text, key);
    return key;
  };
  return accounts.flatMap((account) =>
    definition.read(account).map(({ text, completeness }, position): Reading => ({
      system: account.system,
      accountId: account.accountId,
      updatedAt: account.updatedAt,
      text,
      key: keyOf(text),
      completeness,
      position,
    })),
  );
}

function resolveFields<A extends NamedAccount>(
  definitions: readonly FieldDefinition<A>[],
  accounts: readonly A[],
  rules: SurvivorshipRules,
): GoldenRecord {
  const record = new Map<GoldenField, Choice>();
  const agreement = new Map<GoldenField, ReadonlySet<string>>();
  for (const definition of definitions) {
    const { field } = definition;
    const choice = choose(readingsOf(definition, accounts), rules.fields[field], rules.spelling, agreement);
    if (choice === null) continue;
    record.set(field, choice);
    agreement.set(field, new Set([choice.winner, ...choice.agreeing].map(accountKey)));
  }
  return record;
}

/** The golden record of one customer from all of its living accounts. Pure; the order of the accounts does not matter. */
export const resolveGolden = (accounts: readonly GoldenAccount[], rules: SurvivorshipRules): GoldenRecord =>
  resolveFields(allFields, accounts, rules);

/** Only what is listed and searched by: the same kind and display name as `resolveGolden` gives. */
export function resolveNames(
  accounts: readonly NamedAccount[],
  rules: SurvivorshipRules,
): { readonly kind: NamedAccount['kind']; readonly displayName: string | null } {
  const record = resolveFields(nameFields, accounts, rules);
  const kind = record.get('kind')?.winner.text;
  return {
    kind: kind === 'PERSON' || kind === 'ORGANIZATION' ? kind : null,
    displayName: record.get('displayName')?.winner.text ?? null,
  };
}
