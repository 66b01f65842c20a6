import type { Knex } from 'knex';
import { z } from 'zod';
import type { Clock } from '../../../kit/context.ts';
import { set, type SetCall, type SetField } from '../../../kit/resolvers/field.ts';
import { mergeSelections } from '../../../kit/resolvers/selection.ts';
import type { HubRules } from '../rules.ts';
import { customersByIds } from '../store/read-customers.ts';
import type { HubReader } from '../store/reader.ts';
import type { Command } from './command.ts';
import { readDecision } from './read-decisions.ts';

/** Types whose objects mutations and decisions make whole. */
export const stewardValues = [
  'Decision',
  'DecisionPart',
  'DecisionUndo',
  'UserError',
  'DecideMatchPayload',
  'MergeCustomersPayload',
  'SplitCustomerPayload',
  'UndoDecisionPayload',
];

const signed = { by: z.string(), reason: z.string() };
const account = z
  .object({ system: z.string(), id: z.string() })
  .transform(({ system, id }) => ({ system, accountId: id }));

/** The inputs as the SDL declares them, read into commands. */
const inputs = {
  decideMatch: z
    .object({ ...signed, a: account, b: account, decision: z.enum(['SAME', 'DIFFERENT']) })
    .transform(({ decision, ...rest }): Command => ({ kind: decision, ...rest })),
  mergeCustomers: z
    .object({ ...signed, ids: z.array(z.string()) })
    .transform((input): Command => ({ kind: 'MERGE', ...input })),
  splitCustomer: z
    .object({ ...signed, id: z.string(), accounts: z.array(account) })
    .transform((input): Command => ({ kind: 'SPLIT', ...input })),
  undoDecision: z.object({ ...signed, id: z.string() }).transform((input): Command => ({ kind: 'UNDO', ...input })),
} as const;

/** The payload of every mutation: each type of the SDL takes the fields that it has. */
async function run(
  store: Knex,
  reader: HubReader,
  clock: Clock,
  call: SetCall,
  command: Command,
  rules: HubRules,
): Promise<unknown> {
  // With all that matches records: whoever only reads needs none of it.
  const { decide } = await import('./decide.ts');
  const { done, userErrors } = await decide(store, clock, command, rules);
  if (!done) return { customer: null, customers: null, decision: null, userErrors };
  const { selection, context } = call;
  const wanted = mergeSelections(selection.child('customer'), selection.child('customers'));
  const hasCustomers = selection.has('customer') || selection.has('customers');
  const [customers, decision] = await Promise.all([
    hasCustomers ? customersByIds(reader, done.customerIds, wanted, context) : [],
    selection.has('decision') ? readDecision(reader, done.decisionId, context) : null,
  ]);
  const found = customers.filter((customer) => customer !== null);
  return { customer: found[0] ?? null, customers: found, decision, userErrors };
}

/** The mutations of stewards: each writes one decision and answers when it has taken effect. */
export function stewardMutations(
  store: Knex,
  reader: HubReader,
  clock: Clock,
  rules: HubRules,
): Record<string, SetField> {
  return Object.fromEntries(
    Object.entries(inputs).map(([field, input]) => [
      field,
      set(async (call) => {
        const command = input.parse(call.args['input']);
        const payload = await run(store, reader, clock, call, command, rules);
        return call.parents.map(() => payload);
      }),
    ]),
  );
}
