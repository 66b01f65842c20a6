import { finished } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Rows, Value } from '../systems/system.ts';
import { copyLine } from './copy-text.ts';

/** Characters that a table may hold back before they are sent. */
const threshold = 400_000;

/** Collects the rows of one database and sends them table by table with COPY; what it holds is bounded. */
export class Bulk implements Rows {
  readonly #client: Client;
  readonly #pending = new Map<string, { lines: string[]; size: number }>();
  /** Rows taken so far, by table. */
  readonly counts = new Map<string, number>();

  constructor(client: Client) {
    this.#client = client;
  }

  add(table: string, values: readonly Value[]): void {
    const line = copyLine(values);
    const buffer = this.#pending.get(table) ?? { lines: [], size: 0 };
    buffer.lines.push(line);
    buffer.size += line.length;
    this.#pending.set(table, buffer);
    this.counts.set(table, (this.counts.get(table) ?? 0) + 1);
  }

  /** Takes what is to be sent out of the buffers, so that `add` may go on while `send` runs. */
  take(everything: boolean): [string, string][] {
    const out: [string, string][] = [];
    for (const [table, buffer] of this.#pending) {
      if (!everything && buffer.size < threshold) continue;
      out.push([table, buffer.lines.join('')]);
      this.#pending.delete(table);
    }
    return out;
  }

  async send(chunks: readonly [string, string][]): Promise<void> {
    for (const [table, text] of chunks) {
      const stream = this.#client.query(copyFrom(`copy ${table} from stdin`));
      stream.end(text);
      await finished(stream);
    }
  }
}
