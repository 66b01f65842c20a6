import {
  getNamedType,
  GraphQLError,
  GraphQLFloat,
  type ASTVisitor,
  type FloatValueNode,
  type IntValueNode,
  type ValidationContext,
} from 'graphql';

/**
 * No literal of a Float is beyond what a Float can be: `1e400` must be refused (GraphQL specification, October 2021, 3.5.2),
 * graphql-js takes it for infinity, and no plan can be made with that.
 */
export function finiteNumbersRule(context: ValidationContext): ASTVisitor {
  const check = (node: FloatValueNode | IntValueNode): void => {
    if (getNamedType(context.getInputType())?.name !== GraphQLFloat.name || Number.isFinite(Number(node.value))) return;
    context.reportError(new GraphQLError('A literal is beyond what a Float can be.', { nodes: node }));
  };
  return { FloatValue: check, IntValue: check };
}
