import type { Source } from '../sources/source.ts';
import type { ObjectType } from './object-type.ts';
import type { SetEntry } from './set-entry.ts';

/** The in-process entry of these types: the same resolvers, without graphql-js between. */
export function toSets(types: readonly ObjectType[], sources: readonly Source[]): SetEntry {
  const byName = new Map(types.map((type) => [type.name, type]));
  return {
    reader(typeName, fieldName) {
      const field = byName.get(typeName)?.fields[fieldName];
      if (!field) return (parent) => parent[fieldName];
      return field.kind === 'leaf' ? field.read : null;
    },
    resolve(typeName, fieldName, parents, args, context, selection) {
      const type = byName.get(typeName);
      const field = type?.fields[fieldName];
      if (!field) return parents.map((parent) => parent[fieldName] ?? null);
      if (field.kind === 'set') return field.resolve({ parents, args, context, selection, sources });
      return parents.map((parent) => {
        try {
          return field.read(parent);
        } catch (fault) {
          return fault instanceof Error ? fault : new Error('fault', { cause: fault });
        }
      });
    },
    references(typeName, representations, context, selection) {
      const resolve = byName.get(typeName)?.references;
      if (!resolve) return representations;
      return resolve({ parents: representations, args: {}, context, selection, sources });
    },
  };
}
