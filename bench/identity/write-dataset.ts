import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { once } from 'node:events';
import { accountsOf, attributes } from './population.ts';
import { World } from './world.ts';

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A prime beyond any size: numbers below it, times another, stay different and come in no order. */
const prime = 100_000_007;
const idOf = (seed: number, number: number): string =>
  String((number * 7919 + seed * 104_729) % prime).padStart(9, '0');

class CsvWriter {
  readonly #stream: WriteStream;
  #chunk: string[] = [];

  constructor(file: string, header: readonly string[]) {
    this.#stream = createWriteStream(file);
    this.#chunk.push(header.join(','));
  }

  row(cells: readonly string[]): void {
    this.#chunk.push(cells.map(cell).join(','));
  }

  /** Waits when the disk is slower than we are. */
  async flush(): Promise<void> {
    const text = `${this.#chunk.join('\n')}\n`;
    this.#chunk = [];
    if (!this.#stream.write(text)) await once(this.#stream, 'drain');
  }

  async end(): Promise<void> {
    if (this.#chunk.length > 0) await this.flush();
    this.#stream.end();
    await once(this.#stream, 'finish');
  }
}

/**
 * Writes a made population with its truth as a labelled data set (docs/matching.md), of exactly `size` accounts; a smaller one
 * is the beginning of a larger one with the same seed. Memory does not grow with it.
 */
export async function writeDataset(folder: string, size: number, seed: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  const records = new CsvWriter(join(folder, 'records.csv'), ['system', 'id', 'kind', ...attributes]);
  const truth = new CsvWriter(join(folder, 'truth.csv'), ['system', 'id', 'entity']);
  const world = new World(seed);
  let written = 0;
  let entity = 0;
  for (; written < size; entity += 1) {
    for (const { system, kind, values } of accountsOf(world, seed, entity).slice(0, size - written)) {
      const id = idOf(seed, written);
      records.row([system, id, kind, ...attributes.map((name) => values[name] ?? '')]);
      truth.row([system, id, String(entity)]);
      written += 1;
    }
    if (entity % 2000 === 0) await Promise.all([records.flush(), truth.flush()]);
  }
  await Promise.all([records.end(), truth.end()]);
  const manifest = [`name: made_${String(size)}`, 'records: records.csv', 'truth: truth.csv'];
  const counts = [`recordCount: ${String(written)}`, `entityCount: ${String(entity)}`];
  await writeFile(join(folder, 'dataset.yaml'), `${[...manifest, ...counts].join('\n')}\n`);
}
