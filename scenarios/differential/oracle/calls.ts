import DataLoader from 'dataloader';
import {
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { forSubgraphCall, type RequestContext } from '../../../kit/context.ts';
import type { PromiseOrValue } from '../../../kit/promise-or-value.ts';
import type { Parent, Selection, SetEntry } from '../../../kit/resolvers/set-entry.ts';
import type { RunningSubgraph } from '../../../kit/subgraph/module.ts';

type Args = Readonly<Record<string, unknown>>;

/** Calls into the set entries of the subgraphs for one operation; equal calls of one tick are one. */
export class Calls {
  readonly #loaders = new Map<string, DataLoader<Parent, unknown>>();
  readonly #contexts = new Map<string, RequestContext>();
  readonly #subgraphs: ReadonlyMap<string, RunningSubgraph>;
  readonly #context: RequestContext;

  constructor(subgraphs: ReadonlyMap<string, RunningSubgraph>, context: RequestContext) {
    this.#subgraphs = subgraphs;
    this.#context = context;
  }

  field(graph: string, typeName: string, field: string, parent: Parent, args: Args): Promise<unknown> {
    return this.#load(`${graph} ${typeName}.${field} ${JSON.stringify(args)}`, parent, (parents) => {
      const { sets, schema } = this.#subgraph(graph);
      const type = schema.getType(typeName);
      const declared = isObjectType(type) || isInterfaceType(type) ? type.getFields()[field] : undefined;
      const selection = everything(declared && getNamedType(declared.type), schema);
      return sets.resolve(typeName, field, parents, args, this.#contextOf(graph), selection);
    });
  }

  reference(graph: string, typeName: string, representation: Parent): Promise<unknown> {
    return this.#load(`${graph} ${typeName}`, representation, (representations) => {
      const { sets, schema } = this.#subgraph(graph);
      const selection = everything(schema.getType(typeName), schema);
      return sets.references(typeName, representations, this.#contextOf(graph), selection);
    });
  }

  #load(
    key: string,
    parent: Parent,
    batch: (parents: readonly Parent[]) => PromiseOrValue<readonly unknown[]>,
  ): Promise<unknown> {
    const known = this.#loaders.get(key);
    const loader = known ?? new DataLoader<Parent, unknown>(async (parents) => batch(parents), { cache: false });
    if (!known) this.#loaders.set(key, loader);
    return loader.load(parent);
  }

  #subgraph(graph: string): { readonly sets: SetEntry; readonly schema: GraphQLSchema } {
    const { sets, schema } = this.#subgraphs.get(graph) ?? {};
    if (!sets || !schema) throw new Error(`no subgraph ${graph} that can be asked set by set`);
    return { sets, schema };
  }

  #contextOf(graph: string): RequestContext {
    const known = this.#contexts.get(graph);
    const context = known ?? forSubgraphCall(this.#context);
    if (!known) this.#contexts.set(graph, context);
    return context;
  }
}

/** As if the client had asked for everything that the subgraph has below a type. */
function everything(type: GraphQLNamedType | undefined, schema: GraphQLSchema): Selection {
  const types = type && isAbstractType(type) ? schema.getPossibleTypes(type) : isObjectType(type) ? [type] : [];
  const fields = new Map(types.flatMap((t) => Object.entries(t.getFields())));
  return {
    fields: [...fields.keys()],
    has: (field) => fields.has(field),
    child: (field) => {
      const found = fields.get(field);
      return everything(found && getNamedType(found.type), schema);
    },
  };
}
