import { z } from 'zod';
import { criterionNames } from './criteria.ts';
import { goldenFields } from './rules.ts';

/** Messages say what is expected; place and finding are added by the reader (read-rules.ts). */
const criterion = z.enum(criterionNames);
const oneOfCriteria = `one of ${criterionNames.join(', ')}`;

const system = z.string('the id of a system in text');
const trust = z.array(system, 'a list of systems, the most trusted first: [erp, crm]').min(1, 'at least one system');

const agreesWith = z.strictObject({ AGREES_WITH: z.enum(goldenFields, `a field: ${goldenFields.join(', ')}`) });
const step = z.union([criterion, agreesWith], `${oneOfCriteria}, or { AGREES_WITH: <field> }`);
const steps = z.array(step, 'a list of criteria: [TRUSTED_SOURCE, MOST_RECENT]').min(1, 'at least one criterion');

const fieldRule = z.strictObject({ trust: trust.optional(), criteria: steps.optional() }, 'keys trust and criteria');

/** Of the YAML file that `HUB_SURVIVORSHIP_FILE` names. */
export const rulesShape = z.strictObject(
  {
    trust: trust.optional(),
    fields: z.partialRecord(z.enum(goldenFields), fieldRule, 'golden fields with their rules').optional(),
    spelling: z
      .array(z.enum(criterionNames, oneOfCriteria), 'a list of criteria: [BEST_WRITTEN]')
      .min(1, 'at least one criterion')
      .optional(),
  },
  'the keys trust, fields and spelling',
);
export type RulesFile = z.infer<typeof rulesShape>;

/** Keys that may stand in a place of the file. */
export function keysAt(path: readonly PropertyKey[]): readonly string[] {
  if (path.length === 0) return ['trust', 'fields', 'spelling'];
  if (path.length === 1) return goldenFields;
  return path.length === 2 ? ['trust', 'criteria'] : ['AGREES_WITH'];
}
