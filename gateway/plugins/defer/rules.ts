import { GraphQLError, Kind, type ASTVisitor, type DirectiveNode, type ValidationContext } from 'graphql';

const defer = 'defer';

/** What the specification says of `@defer` besides its arguments: labels are texts and unique, roots of mutations come at once. */
export function deferRule(context: ValidationContext): ASTVisitor {
  const labels = new Set<string>();
  const report = (message: string, node: DirectiveNode): void => {
    context.reportError(new GraphQLError(message, { nodes: node }));
  };
  return {
    Directive(node) {
      if (node.name.value !== defer) return;
      const label = node.arguments?.find(({ name }) => name.value === 'label')?.value;
      if (label?.kind === Kind.VARIABLE) report('The label of @defer can not be a variable.', node);
      if (label?.kind === Kind.STRING) {
        if (labels.has(label.value)) report(`Two @defer have the label "${label.value}".`, node);
        labels.add(label.value);
      }
      const parent = context.getParentType();
      if (parent && parent === context.getSchema().getMutationType())
        report(`@defer can not stand on fields of ${parent.name} itself: put it further down.`, node);
    },
  };
}
