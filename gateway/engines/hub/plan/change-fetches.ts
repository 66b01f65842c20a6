import type { FetchNode, PlanNode } from '@apollo/query-planner';
import { parse, print, stripIgnoredCharacters, visit, type ASTVisitor } from 'graphql';

/** A plan with another node in the place of each of its fetches. */
export function changeFetches(node: PlanNode, change: (fetch: FetchNode) => PlanNode): PlanNode {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map((one) => changeFetches(one, change)) };
    case 'Flatten':
      return { ...node, node: changeFetches(node.node, change) };
    case 'Fetch':
      return change(node);
    // Documents are planned without conditions and deferred parts.
    case 'Condition':
    case 'Defer':
      return node;
  }
}

/** The operation of a fetch as a visitor leaves it; the same text where that changes nothing. */
export function changeOperation(operation: string, visitor: ASTVisitor): string {
  const document = parse(operation, { noLocation: true });
  const next = visit(document, visitor);
  return next === document ? operation : stripIgnoredCharacters(print(next));
}
