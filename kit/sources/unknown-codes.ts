import type { Logger } from 'pino';
import type { Clock } from '../context.ts';

const oncePerMs = 60_000;

/** Counts codes that no mapping knows, and logs once per column and minute how many there were. Never the value. */
export class UnknownCodes {
  readonly #columns = new Map<string, { count: number; loggedAt: number }>();

  constructor(
    private readonly system: string,
    private readonly log: Logger,
    private readonly clock: Clock,
  ) {}

  add(relation: string, column: string): void {
    const name = `${relation}.${column}`;
    const seen = this.#columns.get(name) ?? { count: 0, loggedAt: -Infinity };
    seen.count++;
    if (this.clock.now() - seen.loggedAt >= oncePerMs) {
      seen.loggedAt = this.clock.now();
      this.log.warn({ system: this.system, relation, column, count: seen.count }, 'unknown code read as UNKNOWN');
    }
    this.#columns.set(name, seen);
  }

  /** How often since the start, by `relation.column`. */
  counts(): ReadonlyMap<string, number> {
    return new Map([...this.#columns].map(([name, { count }]) => [name, count]));
  }
}
