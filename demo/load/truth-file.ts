import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { isoDate, today } from '../company/calendar.ts';
import type { History, Reference } from '../history/rows.ts';
import { demoSystems } from '../systems/list.ts';
import type { Marker } from './marker.ts';

/** Files of the truth folder. The hub never reads them; tests measure it by them. */
export const truthFiles = { accounts: 'truth.csv', stories: 'stories.jsonl', company: 'company.json' } as const;

const bySystem = new Map(demoSystems.map((s) => [s.system, s]));

function keyText(reference: Reference, system = reference.row.account.system): string {
  const writer = bySystem.get(system);
  if (!writer) throw new Error(`no writer for ${system}`);
  return writer.keyText(reference);
}

/**
 * Writes which accounts are one customer (`system,account_id,entity`) and which stories were told (one JSON object per
 * line), under temporary names until `finish`.
 */
export class TruthFile {
  readonly #folder: string;
  readonly #accounts: WriteStream;
  readonly #stories: WriteStream;
  #accountCount = 0;
  #storyCount = 0;

  private constructor(folder: string) {
    this.#folder = folder;
    this.#accounts = createWriteStream(join(folder, `${truthFiles.accounts}.making`));
    this.#stories = createWriteStream(join(folder, `${truthFiles.stories}.making`));
    this.#accounts.write('system,account_id,entity\n');
  }

  static async begin(folder: string): Promise<TruthFile> {
    await mkdir(folder, { recursive: true });
    return new TruthFile(folder);
  }

  add(history: History): void {
    for (const account of history.accounts) {
      this.#accounts.write(
        `${account.system},${keyText({ relation: 'customers', row: { account, number: account.number } })},${history.entity}\n`,
      );
      this.#accountCount++;
    }
    for (const story of history.stories) {
      this.#storyCount++;
      const references = story.references.map((r) => ({
        system: r.row.account.system,
        relation: r.relation,
        id: keyText(r),
        account_id: keyText({ relation: 'customers', row: r.row }),
      }));
      const { code, voice } = story;
      this.#stories.write(
        JSON.stringify({ code, voice, entity: history.entity, on: isoDate(story.at), references }) + '\n',
      );
    }
  }

  /** Waits until the disk has caught up. */
  async drain(): Promise<void> {
    for (const stream of [this.#accounts, this.#stories]) if (stream.writableNeedDrain) await once(stream, 'drain');
  }

  async finish(mark: Marker): Promise<{ accounts: number; stories: number }> {
    await this.#end();
    const counts = { accounts: this.#accountCount, stories: this.#storyCount };
    for (const name of [truthFiles.accounts, truthFiles.stories])
      await rename(join(this.#folder, `${name}.making`), join(this.#folder, name));
    await writeFile(
      join(this.#folder, truthFiles.company),
      JSON.stringify({ today, ...mark, ...counts }, null, 2) + '\n',
    );
    return counts;
  }

  async discard(): Promise<void> {
    await this.#end().catch(() => undefined);
    for (const name of [truthFiles.accounts, truthFiles.stories])
      await rm(join(this.#folder, `${name}.making`), { force: true });
  }

  async #end(): Promise<void> {
    this.#accounts.end();
    this.#stories.end();
    await Promise.all([finished(this.#accounts), finished(this.#stories)]);
  }
}
