// Stack traces name the line that was written, not the one that runs (docs/decisions/0022).
import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { folder } from './javascript.mjs';

/** By URL; read when a stack trace is first shown. */
const maps = new Map();
const made = pathToFileURL(`${folder}/`).href;
const place = new RegExp(`${made.replace(/[.*+?^$(){}|[\]\\]/g, '\\$&')}[^:()]+\\.js:\\d+:\\d+`, 'g');

function mapOf(url) {
  if (!maps.has(url)) maps.set(url, new SourceMap(JSON.parse(readFileSync(fileURLToPath(`${url}.map`), 'utf8'))));
  return maps.get(url);
}

/** `file:///.../gateway/server.js:10:5` -> the place in the source. */
function written(running) {
  const [, url = '', line = '', column = ''] = /^(.*):(\d+):(\d+)$/.exec(running) ?? [];
  try {
    const { originalSource, originalLine, originalColumn } = mapOf(url).findEntry(Number(line) - 1, Number(column) - 1);
    return originalSource === undefined
      ? running
      : `${originalSource}:${String(originalLine + 1)}:${String(originalColumn + 1)}`;
  } catch {
    return running;
  }
}

/** From now on, for this thread. */
export function showSources() {
  Error.prepareStackTrace = (error, frames) =>
    [Error.prototype.toString.call(error), ...frames.map((frame) => `    at ${String(frame)}`)]
      .join('\n')
      .replace(place, written);
}
