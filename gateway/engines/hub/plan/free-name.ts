import { visit, type ASTNode } from 'graphql';

/** A name like `base` that occurs nowhere in these nodes. */
export function freeName(base: string, nodes: readonly ASTNode[]): string {
  const taken = new Set<string>();
  for (const node of nodes)
    visit(node, {
      Name({ value }) {
        taken.add(value);
      },
    });
  let name = `${base}_`;
  while (taken.has(name)) name += '_';
  return name;
}
