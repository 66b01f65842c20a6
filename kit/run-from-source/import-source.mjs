// Runs TypeScript of ours on a Node that can't (docs/decisions/0022). Plain JavaScript, as it comes before everything else.
import { javascriptUrl, makeJavascript } from './javascript.mjs';
import { showSources } from './stack-traces.mjs';

/** The module of a source (its URL), as it is now. */
export async function importSource(source) {
  await makeJavascript();
  showSources();
  return import(javascriptUrl(source).href);
}
