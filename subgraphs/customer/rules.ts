import { survivorshipRules, type SurvivorshipRules } from './golden/rules.ts';
import { defaultRules } from './identity/rules/default-rules.ts';
import type { Rules } from './identity/rules/rules.ts';

/** What the house decided by data: who is one customer, and what names it when its accounts disagree. */
export interface HubRules {
  readonly identity: Rules;
  readonly survivorship: SurvivorshipRules;
}

export const houseRules = (): HubRules => ({ identity: defaultRules, survivorship: survivorshipRules() });
