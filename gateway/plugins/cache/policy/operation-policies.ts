import { Kind, type DocumentNode, type FragmentDefinitionNode, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { ClientOperation } from '../../../engine.ts';
import type { Hints } from './hints.ts';
import { policyOf, type Policy } from './policy.ts';
import { conditionsOf, inclusion, type Conditions } from './conditions.ts';

/** What is known of one operation of one document. */
export interface KnownOperation {
  readonly isQuery: boolean;
  /** Null when it may not be kept with these variables. */
  policy(variables: Readonly<Record<string, unknown>>): Policy | null;
}

/** Most combinations of conditions whose policy is remembered for one operation. */
const mostVariants = 16;

/** The policies of all operations of one supergraph, each worked out once. */
export class OperationPolicies {
  readonly #schema: GraphQLSchema;
  readonly #hints: Hints;
  /** By the name of the operation, for as long as the document is kept. */
  readonly #known = new WeakMap<DocumentNode, Map<string, KnownOperation>>();

  constructor(schema: GraphQLSchema, hints: Hints) {
    this.#schema = schema;
    this.#hints = hints;
  }

  of({ document, request }: Pick<ClientOperation, 'document' | 'request'>): KnownOperation {
    const name = request.operationName ?? '';
    const byName = this.#known.get(document) ?? new Map<string, KnownOperation>();
    const found = byName.get(name);
    if (found) return found;
    const known = this.#read(document, name);
    this.#known.set(document, byName.set(name, known));
    return known;
  }

  #read(document: DocumentNode, name: string): KnownOperation {
    const definition = document.definitions.find(
      (one) => one.kind === Kind.OPERATION_DEFINITION && (name === '' || one.name?.value === name),
    );
    if (definition?.kind !== Kind.OPERATION_DEFINITION || definition.operation !== 'query')
      return { isQuery: false, policy: () => null };
    const root = this.#schema.getQueryType();
    if (!root || this.#hints.isEmpty) return { isQuery: true, policy: () => null };
    const fragments = fragmentsOf(document);
    const work = (values: Conditions): Policy | null =>
      policyOf(
        { schema: this.#schema, hints: this.#hints, fragments, isIncluded: inclusion(values) },
        root.name,
        definition.selectionSet,
      );
    const conditions = conditionsOf(document, definition);
    if (conditions.length === 0) {
      const only = work({});
      return { isQuery: true, policy: () => only };
    }
    const variants = new LRUCache<string, { policy: Policy | null }>({ max: mostVariants });
    return {
      isQuery: true,
      policy(variables) {
        const values: Record<string, boolean> = {};
        let bits = '';
        for (const { name: of, fallback } of conditions) {
          values[of] = (Object.hasOwn(variables, of) ? variables[of] : fallback) === true;
          bits += values[of] ? '1' : '0';
        }
        const variant = variants.get(bits) ?? { policy: work(values) };
        variants.set(bits, variant);
        return variant.policy;
      },
    };
  }
}

export const fragmentsOf = ({ definitions }: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> =>
  new Map(definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])));
