import { Kind, parse, visit, type FieldNode } from 'graphql';

/**
 * Names of fields that plans fetch on their own account, for keys and requirements, without arguments. Nothing else that a
 * client asks for must stand under such a name, or a plan would take one for the other.
 */
export type NeededFields = ReadonlySet<string>;

const fieldSets: Readonly<Record<string, readonly string[]>> = { join__type: ['key'], join__field: ['requires'] };

/** Reads off the join directives of a supergraph. */
export function neededFields(supergraphSdl: string): NeededFields {
  const names = new Set<string>();
  visit(parse(supergraphSdl, { noLocation: true }), {
    Directive({ name, arguments: args = [] }) {
      const wanted = fieldSets[name.value] ?? [];
      for (const { name: argument, value } of args) {
        if (!wanted.includes(argument.value) || value.kind !== Kind.STRING) continue;
        for (const field of fieldsIn(value.value)) names.add(field.name.value);
      }
    },
  });
  return names;
}

function fieldsIn(fieldSet: string): FieldNode[] {
  const found: FieldNode[] = [];
  visit(parse(`{ ${fieldSet} }`, { noLocation: true }), { Field: (node) => void found.push(node) });
  return found;
}
