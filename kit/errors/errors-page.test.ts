import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogue } from './catalogue.ts';

const page = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');
const rows = [...page.matchAll(/^\| `([A-Z_]+)` +\| (.+?) +\| (.+?) +\|$/gm)].map(([, code, meaning, action]) => ({
  code,
  meaning,
  action,
}));

describe('docs/errors.md', () => {
  it('lists every code of the catalogue, in its order and words, and no other', () => {
    expect(rows).toEqual(Object.entries(catalogue).map(([code, entry]) => ({ code, ...entry })));
    expect(rows.length).toBeGreaterThanOrEqual(19);
  });
});
