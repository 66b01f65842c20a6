import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Relation } from '../kit/relation.ts';
import type { SubgraphModule } from '../kit/subgraph/module.ts';
import { registry } from '../schema/registry.ts';
import { subgraphs } from './sdl-facts.ts';
import { allFiles, root } from './source-tree.ts';

/** Letters and digits only, so that `VBAK_KUNNR`, `vbakKunnr` and `[vbak].[kunnr]` are told apart by nothing. */
const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

const mappings = allFiles().filter((path) => /^sources\/[^/]+\/[^/]+\.sql$/.test(path));

/** Names of tables, schemas and columns in a SELECT: what follows FROM and JOIN, and both sides of a dot. */
function legacyNames(sql: string): string[] {
  const code = sql
    .replace(/--.*$/gm, ' ')
    .replace(/\/\*[\s\S]*?\*\//g, ' ')
    .replace(/'[^']*'/g, "''");
  const name = String.raw`["\x60[]?([A-Za-z_][A-Za-z0-9_$]*)["\x60\]]?`;
  const tables = [...code.matchAll(new RegExp(String.raw`\b(?:from|join)\s+${name}(?:\.${name})?`, 'gi'))];
  const columns = [...code.matchAll(new RegExp(String.raw`${name}\.${name}`, 'g'))];
  return [...tables.flatMap((m) => [m[1], m[2]]), ...columns.map((m) => m[2])].flatMap((n) => (n ? [plain(n)] : []));
}

/** Words that are the hub's own although a legacy system may use them too: relations, their columns, singular and plural. */
async function canonicalNames(): Promise<Set<string>> {
  const names = new Set(['id', 'key', 'name', 'number']);
  for (const { name } of registry) {
    const file = new URL(`../subgraphs/${name}/relations.ts`, import.meta.url).href;
    const { relations } = (await import(file)) as Pick<SubgraphModule, 'relations'>;
    for (const relation of relations as readonly Relation[]) {
      for (const word of [relation.name, ...relation.name.split('-')]) {
        names.add(plain(word));
        names.add(plain(word).replace(/s$/, ''));
      }
      for (const column of Object.keys(relation.columns)) {
        names.add(plain(column));
        names.add(plain(column.replace(/_(id|at|on)$/, '')));
      }
    }
  }
  return names;
}

/** Every word that the SDL shows: names of types, fields, arguments, inputs and enum values. */
function shownNames(): Set<string> {
  const shown = new Set<string>();
  for (const s of subgraphs) {
    for (const t of s.types) shown.add(plain(t.name.value));
    for (const f of s.fields) {
      shown.add(plain(f.node.name.value));
      for (const a of f.node.arguments ?? []) shown.add(plain(a.name.value));
    }
    for (const i of s.inputs) for (const f of i.fields ?? []) shown.add(plain(f.name.value));
    for (const e of s.enums) for (const v of e.values ?? []) shown.add(plain(v.name.value));
  }
  return shown;
}

/** English words that some legacy system and the graph both use, each looked at by a human. */
const everyday = new Set([
  'person',
  'address',
  'emailaddress',
  'phonenumber',
  'accounts',
  'value',
  'primaryaddress',
  'code',
  'message',
  'reason',
]);

describe('names of legacy systems', () => {
  it('are found in a SELECT, with and without schema, quotes and aliases', () => {
    const names = legacyNames(
      `select k.KUNNR as account_id, k."Name1" from dbo.KNA1 k left join [ADRC] a on a.addrno = k.adrnr`,
    );
    expect(names).toEqual(expect.arrayContaining(['kna1', 'adrc', 'kunnr', 'name1', 'addrno', 'adrnr']));
  });

  it('do not appear in any SDL', async () => {
    const canonical = await canonicalNames();
    const legacy = new Set(mappings.flatMap((path) => legacyNames(readFileSync(join(root, path), 'utf8'))));
    expect(mappings.length).toBeGreaterThan(20);
    expect(legacy.size).toBeGreaterThan(100);
    const shown = shownNames();
    const leaked = [...legacy].filter((n) => shown.has(n) && !canonical.has(n) && !everyday.has(n));
    expect(leaked).toEqual([]);
  });
});
