import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { registry } from '../schema/registry.ts';
import { allFiles, codeOnly, literals, sourceFiles, stem, zoneOf } from './source-tree.ts';

const files = sourceFiles();
const subgraphs = registry.map((s) => `subgraphs/${s.name}`);

/** Who may import whom; every zone may import itself. A zone that is not listed may import anything. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  schema: [],
  kit: ['schema'],
  gateway: ['kit', 'schema'],
  demo: ['kit'],
  cli: ['kit', 'schema', 'demo', 'gateway'],
  bin: ['cli', 'kit'],
  ...Object.fromEntries(subgraphs.map((zone) => [zone, ['kit', 'schema']])),
};

/** Code that runs in production, as opposed to tests and what only tests use. */
const production = files.filter((f) => !f.isTest && f.zone in allowed && !f.path.startsWith('kit/test-servers/'));

/** A statement, not a sentence that has the word «select» in it. */
const sql = /\b(select\b[\s\S]+\bfrom|insert\s+into|update\s+\S+\s+set|delete\s+from)\b/i;
const databasePackages = ['knex', 'pg', 'pg-cursor', 'mysql2', 'mysql2/promise', 'better-sqlite3'];

describe('architecture', () => {
  it('imports only what the import rule allows, in every zone', () => {
    const wrong = files
      .filter((f) => !f.isTest)
      .flatMap((f) => {
        const may = allowed[f.zone];
        if (!may) return [];
        return f.imports
          .filter((i) => zoneOf(i) !== f.zone && !may.includes(zoneOf(i)))
          .map((i) => `${f.path} imports ${i}`);
      });
    expect(wrong).toEqual([]);
    const seen = files.reduce((sum, f) => sum + f.imports.length, 0);
    expect(seen).toBeGreaterThan(100);
  });

  it('sees imports in every zone of the rule, so the rule holds nowhere by accident', () => {
    const silent = Object.keys(allowed).filter((zone) => !files.some((f) => f.zone === zone && f.imports.length > 0));
    expect(silent).toEqual([]);
  });

  it('reaches subgraphs from outside only through the registry', () => {
    const reaching = files.filter((f) => !f.isTest && f.zone in allowed && !f.zone.startsWith('subgraphs'));
    expect(reaching.length).toBeGreaterThan(20);
    expect(reaching.filter((f) => f.imports.some((i) => i.startsWith('subgraphs/'))).map((f) => f.path)).toEqual([]);
  });

  it('keeps relations pure and resolvers away from the database', () => {
    const relations = files.filter((f) => /^subgraphs\/[^/]+\/relations\.ts$/.test(f.path));
    expect(relations.length).toBe(registry.length);
    expect(relations.flatMap((f) => [...f.imports.filter((i) => i !== 'kit/relation.ts'), ...f.packages])).toEqual([]);
    const resolvers = production.filter((f) => /^subgraphs\/[^/]+\/(resolvers?\b|index\.ts)/.test(f.path));
    expect(resolvers.length).toBeGreaterThanOrEqual(registry.length);
    const wrong = resolvers.flatMap((f) => [
      ...f.packages
        .filter((p) => databasePackages.includes(p) && !f.typePackages.includes(p))
        .map((p) => `${f.path} imports ${p}`),
      ...literals(f.text)
        .filter((text) => sql.test(text))
        .map((text) => `${f.path} has SQL: ${text.slice(0, 60)}`),
    ]);
    expect(wrong).toEqual([]);
  });

  it('recognises SQL when it sees it', () => {
    expect(literals('const a = `select id\nfrom t where x = ${1}`').some((t) => sql.test(t))).toBe(true);
    expect(literals('// select a from b\nconst a = "select the best";').some((t) => sql.test(t))).toBe(false);
  });

  it('reads the environment only in composition roots', () => {
    const readers = production.filter(
      (f) => /\bprocess \. env\b/.test(codeOnly(f.text)) && !/^(cli|bin)\//.test(f.path),
    );
    expect(production.length).toBeGreaterThan(50);
    // It sets a variable that a package reads, and reads none.
    expect(readers.map((f) => f.path)).toEqual(['gateway/engines/apollo/telemetry-off.ts']);
  });

  it('exits only in cli/main.ts', () => {
    const exits = files
      .filter((f) => /\bprocess \. exit\b(?! ?Code)/.test(codeOnly(f.text)) && f.zone !== 'tests')
      .map((f) => f.path);
    expect(exits.filter((path) => path !== 'cli/main.ts')).toEqual([]);
  });

  it('loads nothing heavy for `hub --help`: verbs bring their code when they run', () => {
    const byPath = new Map(files.map((f) => [f.path, f]));
    const seen = new Set<string>();
    const heavy: string[] = [];
    const walk = (path: string): void => {
      const file = byPath.get(path);
      if (!file || seen.has(path)) return;
      seen.add(path);
      const statics = [...file.text.matchAll(/^(?:import|export)\s(?!type\b)[^;]*?from\s+'([^']+)'/gm)].map(
        (m) => m[1] ?? '',
      );
      for (const specifier of statics) {
        if (specifier.startsWith('.')) walk(posix.normalize(posix.join(posix.dirname(path), specifier)));
        else if (!specifier.startsWith('node:') && specifier !== 'commander')
          heavy.push(`${path} imports ${specifier}`);
      }
    };
    walk('cli/main.ts');
    expect(seen.size).toBeGreaterThan(5);
    expect(heavy).toEqual([]);
  });

  it('has no drawer for things that nobody named', () => {
    const drawers = /^(utils?|helpers?|common|misc|shared-?code|lib)$/;
    const paths = allFiles().filter((path) => /\.(ts|mts|mjs|js)$/.test(path));
    expect(paths.length).toBeGreaterThan(50);
    const wrong = paths.filter(
      (path) =>
        drawers.test(stem(path)) ||
        path
          .split('/')
          .slice(0, -1)
          .some((p) => drawers.test(p)),
    );
    expect(wrong).toEqual([]);
    const barrels = paths.filter((p) => /(^|\/)index\.\w+$/.test(p) && !/^subgraphs\/[^/]+\/index\.ts$/.test(p));
    expect(barrels).toEqual([]);
  });

  it('names files in kebab-case', () => {
    const odd = files.filter((f) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(stem(f.path).replaceAll('.', '-')));
    expect(odd.map((f) => f.path)).toEqual([]);
  });

  it('keeps source files under 300 lines and tests under 500', () => {
    const lines = (text: string): number => text.split('\n').length;
    const limit = (f: (typeof files)[number]): number => (f.isTest || /^(tests|scenarios)$/.test(f.zone) ? 500 : 300);
    const long = files.filter((f) => lines(f.text) > limit(f)).map((f) => `${f.path}: ${String(lines(f.text))} lines`);
    expect(long).toEqual([]);
  });

  it('uses neither any nor casts through unknown nor suppressed checks', () => {
    const tricks = /\bas any\b|: any\b|< any\b|\bas unknown as\b/;
    const suppressed = /@ts-(ignore|expect-error|nocheck)/;
    const wrong = files.filter((f) => f.zone !== 'tests' && (tricks.test(codeOnly(f.text)) || suppressed.test(f.text)));
    expect(wrong.map((f) => f.path)).toEqual([]);
  });
});
