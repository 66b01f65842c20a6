import { Pool } from 'undici';
import { bulk, priorityHeader } from '../../kit/http/priority.ts';
import type { Query } from './queries.ts';

/** What became of one part: as the oracle has it, null with a coded error, or neither. `code` is that of the error. */
export interface Outcome {
  readonly key: string;
  readonly subgraph: string;
  readonly result: 'right' | 'null' | 'wrong';
  readonly code: string | null;
}

export interface Shot {
  readonly query: string;
  /** Milliseconds since the load began. */
  readonly at: number;
  readonly ms: number;
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  readonly outcomes: readonly Outcome[];
}

export interface Asked {
  readonly query: Query;
  readonly customer: string;
  readonly isBulk?: boolean;
}

export type Expected = (customer: string, key: string) => string;

interface Answer {
  readonly data?: { readonly customer?: Readonly<Record<string, unknown>> | null } | null;
  readonly errors?: readonly { path?: readonly unknown[]; extensions?: { code?: string } }[];
}

/** Codes that an outage behind a part may have. */
const codes = /^(LEGACY|SUBGRAPH)_(UNAVAILABLE|TIMEOUT|OVERLOADED)$/;

/** Sends operations to a gateway over kept connections, and compares each part of each answer with the oracle. */
export class Load {
  readonly shots: Shot[] = [];
  #began = performance.now();
  readonly #pool: Pool;
  readonly #under = new Set<Promise<void>>();

  constructor(
    url: string,
    private readonly expected: Expected,
    private readonly connections = 256,
  ) {
    this.#pool = new Pool(new URL(url).origin, { connections, headersTimeout: 30_000, bodyTimeout: 30_000 });
  }

  /** Milliseconds since the beginning. */
  now(): number {
    return performance.now() - this.#began;
  }

  /** Opens all connections, as clients of a gateway that runs for a while have them: libuv accepts one in a turn of the event loop. */
  async connect(): Promise<void> {
    const path = '/health/live';
    const one = async (): Promise<void> => (await this.#pool.request({ path, method: 'GET' })).body.dump();
    await Promise.all(Array.from({ length: this.connections }, one));
  }

  /** Forgets what was, and begins anew. */
  restart(): void {
    this.shots.length = 0;
    this.#began = performance.now();
  }

  async fire({ query, customer, isBulk = false }: Asked): Promise<Shot> {
    const at = this.now();
    const { status, answer } = await this.#send(query, customer, isBulk);
    const shot = { query: query.name, at, ms: this.now() - at, status, outcomes: this.#judge(query, customer, answer) };
    this.shots.push(shot);
    return shot;
  }

  /** So many a second, evenly, whether answers come or not, until `next` gives null. */
  async openLoop(perSecond: number, next: () => Asked | null): Promise<void> {
    const began = this.now();
    for (let sent = 0; ;) {
      for (const due = ((this.now() - began) * perSecond) / 1_000; sent < due; sent += 1) {
        const asked = next();
        if (!asked) return;
        const shot = this.fire(asked).then(() => undefined);
        this.#under.add(shot);
        void shot.finally(() => this.#under.delete(shot));
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Waits for what is under way. */
  async settled(): Promise<void> {
    await Promise.all(this.#under);
  }

  async stop(): Promise<void> {
    await this.settled();
    await this.#pool.destroy();
  }

  async #send(query: Query, id: string, isBulk: boolean): Promise<{ status: number; answer: Answer }> {
    try {
      const response = await this.#pool.request({
        path: '/graphql',
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(isBulk && { [priorityHeader]: bulk }) },
        body: JSON.stringify({ query: query.text, variables: { id } }),
      });
      return { status: response.statusCode, answer: (await response.body.json()) as Answer };
    } catch (error) {
      const code = error instanceof Error ? error.name : 'unknown';
      return { status: 0, answer: { errors: [{ extensions: { code } }] } };
    }
  }

  #judge(query: Query, customer: string, { data, errors = [] }: Answer): Outcome[] {
    return query.parts.map(({ key, subgraph }) => {
      const error = errors.find(({ path }) => path?.[1] === key) ?? errors.find(({ path }) => !path);
      const code = error?.extensions?.code ?? null;
      const value = data?.customer?.[key];
      const isRight = code === null && JSON.stringify(value) === this.expected(customer, key);
      const isNull = value === null && code !== null && codes.test(code);
      return { key, subgraph, code, result: isRight ? 'right' : isNull ? 'null' : 'wrong' };
    });
  }
}

/** The value below which so large a share of the numbers lies; 0 of none. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
