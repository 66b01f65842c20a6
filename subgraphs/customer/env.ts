import { optional, text } from '../../kit/env/variable.ts';

export const title = 'Customer subgraph';

export const variables = {
  survivorshipFile: optional(
    text(
      'HUB_SURVIVORSHIP_FILE',
      'YAML file that says which value survives when accounts of one customer disagree; absent means that no source is preferred',
      { example: './survivorship.yaml' },
    ),
  ),
  identityRulesFile: optional(
    text(
      'HUB_IDENTITY_RULES_FILE',
      'YAML file with rules of matching in place of those of the house; absent means those of the house',
      { example: './identity-rules.yaml' },
    ),
  ),
};
