import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { CoerceVariables } from '../engines/compile-variables.ts';
import type { CheckCost } from '../plugins/cost/cost.ts';
import { mostWeight, weightOf } from '../validation/document-weight.ts';

/** An operation that Apollo Server found valid, and that was answered. */
export interface KnownRequest {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** SHA-256 of the text, hex. */
  readonly queryHash: string;
  readonly coerce: CoerceVariables;
  readonly cost: CheckCost;
}

/** As many as the engine keeps compiled. */
const most = 2_000;
/** Longer ones are nearly as fast to look up as to compare, and rare: of more than 16 KB V8 hashes the length alone. */
const longestRecent = 32_768;

/** What was found last of all texts with a length of these last bits. */
interface Recent {
  readonly text: string;
  readonly byName: Map<string, KnownRequest>;
}

const recents = 256;

/** The operations of one schema by what clients send: the text of a document, and the name of one of its operations. */
export class KnownRequests {
  readonly #byText = new LRUCache<string, Map<string, KnownRequest>>({
    max: most,
    maxSize: mostWeight,
    dispose: (byName, text) => {
      const at = text.length % recents;
      if (this.#recent[at]?.byName === byName) this.#recent[at] = undefined;
    },
  });
  /** A text that comes again and again is compared: that takes a tenth of what hashing it does. */
  #recent: (Recent | undefined)[] = Array.from({ length: recents });
  #schema: GraphQLSchema | undefined;

  /** There is another schema: what was valid for the last one need not be for this. */
  useSchema(schema: GraphQLSchema): void {
    this.#schema = schema;
    this.#byText.clear();
    this.#recent.fill(undefined);
  }

  find(text: string, operationName: string): KnownRequest | undefined {
    const at = text.length % recents;
    const recent = this.#recent[at];
    if (recent?.text === text) return recent.byName.get(operationName);
    const byName = this.#byText.get(text);
    if (byName && text.length <= longestRecent) this.#recent[at] = { text, byName };
    return byName?.get(operationName);
  }

  /** What was asked of a schema that has gone is not kept. */
  add(text: string, operationName: string, known: KnownRequest): void {
    if (known.schema !== this.#schema) return;
    const byName = this.#byText.get(text) ?? new Map<string, KnownRequest>();
    this.#byText.set(text, byName.set(operationName, known), { size: weightOf(known.document) });
  }
}
