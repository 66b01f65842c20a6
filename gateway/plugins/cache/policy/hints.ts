import { Kind, parse, type ConstDirectiveNode } from 'graphql';

export type Scope = 'PUBLIC' | 'PRIVATE';

/** What `@cacheControl` says in one place. */
export interface Hint {
  /** Seconds; undefined where nothing is said of it. */
  readonly maxAge: number | undefined;
  readonly scope: Scope | undefined;
  /** As long as the parent, and no default of its own. */
  readonly inheritMaxAge: boolean;
}

export interface Hints {
  ofType(typeName: string): Hint;
  ofField(typeName: string, fieldName: string): Hint;
  /** Nothing of this supergraph may be kept. */
  readonly isEmpty: boolean;
}

const silent: Hint = { maxAge: undefined, scope: undefined, inheritMaxAge: false };

/** Reads every `@cacheControl` of a supergraph, where composition keeps it when a subgraph has `@composeDirective` for it. */
export function readHints(supergraphSdl: string): Hints {
  const types = new Map<string, Hint>();
  const fields = new Map<string, Hint>();
  if (supergraphSdl.includes('@cacheControl'))
    for (const node of parse(supergraphSdl, { noLocation: true }).definitions) {
      if (!('name' in node) || !node.name || !('directives' in node)) continue;
      const typeName = node.name.value;
      note(types, typeName, node.directives);
      if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
      for (const field of node.fields ?? []) note(fields, `${typeName}.${field.name.value}`, field.directives);
    }
  return {
    ofType: (typeName) => types.get(typeName) ?? silent,
    ofField: (typeName, fieldName) => fields.get(`${typeName}.${fieldName}`) ?? silent,
    isEmpty: types.size === 0 && fields.size === 0,
  };
}

function note(into: Map<string, Hint>, place: string, directives: readonly unknown[] | undefined): void {
  const hints = (directives as readonly ConstDirectiveNode[] | undefined)?.flatMap((directive) =>
    directive.name.value === 'cacheControl' ? [hintOf(directive)] : [],
  );
  const [first, ...others] = hints ?? [];
  if (first) into.set(place, others.reduce(strictest, first));
}

/** Read as Apollo Server reads it: with `inheritMaxAge: true` a `maxAge` beside it says nothing. */
function hintOf({ arguments: args = [] }: ConstDirectiveNode): Hint {
  const valueOf = (name: string) => args.find((one) => one.name.value === name)?.value;
  const maxAge = valueOf('maxAge');
  const scope = valueOf('scope');
  const inherit = valueOf('inheritMaxAge');
  const inheritMaxAge = inherit?.kind === Kind.BOOLEAN && inherit.value;
  return {
    maxAge: maxAge?.kind === Kind.INT && !inheritMaxAge ? Math.max(0, Number(maxAge.value)) : undefined,
    scope: scope?.kind === Kind.ENUM && isScope(scope.value) ? scope.value : undefined,
    inheritMaxAge,
  };
}

const isScope = (text: string): text is Scope => text === 'PUBLIC' || text === 'PRIVATE';

/** Of two subgraphs that say different things both are kept to. */
function strictest(a: Hint, b: Hint): Hint {
  const ages = [a.maxAge, b.maxAge].filter((age) => age !== undefined);
  return {
    maxAge: ages.length > 0 ? Math.min(...ages) : undefined,
    scope: a.scope === 'PRIVATE' || b.scope === 'PRIVATE' ? 'PRIVATE' : (a.scope ?? b.scope),
    inheritMaxAge: a.inheritMaxAge && b.inheritMaxAge,
  };
}
