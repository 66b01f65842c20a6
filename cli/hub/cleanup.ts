/** What was started, ended in reverse order; a part that does not want to end keeps no other from ending. */
export class Cleanup {
  readonly #parts: {
    readonly what: string;
    readonly end: () => Promise<unknown>;
    readonly limitMs?: number | undefined;
  }[] = [];

  /** `limitMs` for a part that may need longer than the others. */
  add(what: string, end: () => Promise<unknown>, limitMs?: number): void {
    this.#parts.push({ what, end, limitMs });
  }

  /** Ends everything; returns what could not be ended, in words. A part without a limit of its own has `limitMs`. */
  async run(limitMs: number): Promise<string[]> {
    const problems: string[] = [];
    for (let part = this.#parts.pop(); part; part = this.#parts.pop()) {
      const { what, end } = part;
      try {
        await inTime(end(), part.limitMs ?? limitMs);
      } catch (error) {
        problems.push(`${what}: ${error instanceof Error ? error.message : 'unknown fault'}`);
      }
    }
    return problems;
  }
}

async function inTime(work: Promise<unknown>, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`did not end within ${String(limitMs)} ms`));
    }, limitMs);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
