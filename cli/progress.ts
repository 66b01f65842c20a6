import cliProgress from 'cli-progress';
import type { Output } from './io.ts';

/** Says how far a step is; `total` null when nobody knows. */
export type Tick = (done: number, total: number | null, note?: string) => void;

export interface Progress {
  /** Shows the step while `work` runs, and how long it took. */
  step<T>(title: string, work: (tick: Tick) => Promise<T>): Promise<T>;
  say(line: string): void;
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** Of something without an end that is known, on a terminal. */
const betweenCountsMs = 200;

/** Bars on a terminal, lines elsewhere (a log, a build server). */
export function progressOn(output: Output): Progress {
  const shown = output.isTTY === true && process.stderr.isTTY ? bars(output) : lines(output);
  return { ...shown, say: (line) => output.write(`${line}\n`) };
}

function lines(output: Output): Pick<Progress, 'step'> {
  return {
    async step(title, work) {
      const start = Date.now();
      let last = start;
      output.write(`${title} ...\n`);
      const result = await work((done, total, note = '') => {
        if (Date.now() - last < 2000) return;
        last = Date.now();
        const share = total === null || total === 0 ? String(done) : `${String(Math.floor((100 * done) / total))} %`;
        output.write(`  ${share} ${note}`.trimEnd() + '\n');
      });
      output.write(`  done in ${seconds(Date.now() - start)}\n`);
      return result;
    },
  };
}

function bars(output: Output): Pick<Progress, 'step'> {
  return {
    async step(title, work) {
      const start = Date.now();
      const label = title.padEnd(44);
      let bar: cliProgress.SingleBar | null = null;
      output.write(`${label} ...`);
      try {
        let last = start;
        const result = await work((done, total, note = '') => {
          if (total === null || total === 0) {
            if (Date.now() - last < betweenCountsMs) return;
            last = Date.now();
            stop(bar);
            bar = null;
            output.write(`\r\u001b[K${label} ${String(done)} ${note}`.trimEnd());
            return;
          }
          if (!bar) {
            const format = `${label} [{bar}] {percentage} % {note}`;
            bar = new cliProgress.SingleBar({
              format,
              hideCursor: false,
              clearOnComplete: true,
              stream: process.stderr,
              barsize: 24,
            });
            output.write('\r\u001b[K');
            bar.start(total, done, { note });
            return;
          }
          if (bar.getTotal() !== total) bar.setTotal(total);
          bar.update(done, { note });
        });
        stop(bar);
        output.write(`\r\u001b[K${label} ${seconds(Date.now() - start)}\n`);
        return result;
      } catch (error) {
        stop(bar);
        output.write('\n');
        throw error;
      }
    },
  };
}

const stop = (bar: cliProgress.SingleBar | null): void => {
  bar?.stop();
};
