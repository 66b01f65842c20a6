import pg from 'pg';

export interface Recorded {
  /** Key of the database it went to. */
  readonly database: string;
  /** Empty for one that is not prepared. */
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
  /** 1 for those that waited for nothing. */
  readonly wave: number;
}

interface Query {
  readonly name?: string;
  readonly text?: string;
  readonly values?: unknown[];
}

type Run = (this: pg.Client, query: unknown, ...more: unknown[]) => unknown;

/** Notes the named statements that pg sends while something runs. One at a time. */
export function recordStatements() {
  const settings = new Map<string, pg.ClientConfig>();
  let running: { recorded: Recorded[]; answered: number } | null = null;
  const original = pg.Client.prototype.query as Run;
  const query: Run = function (this: pg.Client, asked, ...more) {
    const result = original.call(this, asked, ...more);
    const { name = '', text, values = [] } = asked as Query;
    if (!running || !text) return result;
    const { host, port, database = '', user, password } = this as pg.ClientConfig;
    settings.set(database, { host, port, database, user, password } as pg.ClientConfig);
    const current = running;
    current.recorded.push({ database, name, text, values, wave: current.answered + 1 });
    const wave = current.answered + 1;
    const answered = (): void => {
      current.answered = Math.max(current.answered, wave);
    };
    if (result instanceof Promise) void result.then(answered, answered);
    return result;
  };
  Object.defineProperty(pg.Client.prototype, 'query', { value: query, configurable: true, writable: true });
  return {
    settings: (database: string): pg.ClientConfig => settings.get(database) ?? {},
    async during<T>(work: () => Promise<T>): Promise<{ result: T; statements: readonly Recorded[] }> {
      const current = (running = { recorded: [], answered: 0 });
      const result = await work();
      running = null;
      return { result, statements: current.recorded };
    },
  };
}
