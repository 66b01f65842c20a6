import { flag } from '../../../kit/env/variable.ts';

export interface PlanViewSettings {
  /** Whether clients may see plans, which name subgraphs and what is asked of them. */
  readonly enabled: boolean;
}

export const planViewDefaults: PlanViewSettings = { enabled: true };

export const planViewVariables = {
  enabled: flag(
    'GATEWAY_PLAN_VIEW',
    planViewDefaults.enabled,
    'Whether clients may see query plans: by the header apollo-expose-query-plan, and at /graphql/plan',
  ),
};
