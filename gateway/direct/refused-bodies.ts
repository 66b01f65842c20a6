import type { FastifyReply } from 'fastify';
import { LRUCache } from 'lru-cache';
import { addHeader } from '../../kit/http/graphql-route.ts';
import type { AnsweredOperation } from '../../kit/telemetry/observed-operations.ts';

/** Characters of all bodies together, and bodies, that are remembered. */
const most = { characters: 1_000_000, bodies: 1_000 };
/** Lengths that are told apart. */
const lengths = 1_024;

export interface RefusedBodyParts {
  /** Header `accept` of the request: it decides on status and content type. */
  readonly accept: string | undefined;
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly text: string;
  /** For telemetry; null when the body did not become an operation. */
  readonly operation: AnsweredOperation | null;
}

/** In place of a body that was refused: the whole answer. */
export class RefusedBody {
  readonly accept: string | undefined;
  readonly operation: AnsweredOperation | null;
  readonly #status: number;
  readonly #headers: RefusedBodyParts['headers'];
  readonly #bytes: Buffer;

  constructor({ accept, status, headers, text, operation }: RefusedBodyParts) {
    this.accept = accept;
    this.operation = operation;
    this.#status = status;
    this.#headers = headers;
    this.#bytes = Buffer.from(text);
  }

  /** Writes the header, and returns the body, of the answer. */
  answer(reply: FastifyReply): Buffer {
    for (const [name, value] of this.#headers) addHeader(reply, name, value);
    void reply.code(this.#status);
    return this.#bytes;
  }
}

/** The bodies that one schema refuses, as they came lately. Those that are used least go first. */
export class RefusedBodies {
  readonly #known = new LRUCache<string, RefusedBody>({
    max: most.bodies,
    maxSize: most.characters,
    sizeCalculation: (_body, text) => text.length + 1,
    dispose: (_body, text) => {
      this.#count(text, -1);
    },
  });
  /** How many are known of each length: other bodies, nearly all, are not looked up, which costs more than this. */
  readonly #ofLength = new Uint16Array(lengths);

  find(text: string, accept: string | undefined): RefusedBody | undefined {
    if (this.#ofLength[text.length % lengths] === 0) return undefined;
    const found = this.#known.get(text);
    return found?.accept === accept ? found : undefined;
  }

  add(text: string, body: RefusedBody): void {
    if (text.length >= most.characters) return;
    this.#known.set(text, body);
    this.#count(text, 1);
  }

  clear(): void {
    this.#known.clear();
  }

  #count(text: string, more: number): void {
    const at = text.length % lengths;
    this.#ofLength[at] = (this.#ofLength[at] ?? 0) + more;
  }
}
