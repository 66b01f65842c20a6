import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { loadSources } from '../../kit/sources/load.ts';
import type { Relation } from '../../kit/relation.ts';
import { registry } from '../../schema/registry.ts';
import { demoSystems } from './list.ts';

it('the source folders load without a problem and agree with the writers on title, variable and zone', async () => {
  const relations = new Map<string, readonly Relation[]>();
  for (const { name } of registry) {
    const module = (await import(new URL(`../../subgraphs/${name}/relations.ts`, import.meta.url).href)) as {
      relations: readonly Relation[];
    };
    relations.set(name, module.relations);
  }
  const folders = demoSystems.map((s) => fileURLToPath(new URL(`../../sources/${s.system}`, import.meta.url)));
  const { sources, problems } = loadSources(folders, relations);
  expect(problems).toEqual([]);
  const facts = (s: { system: string; title: string; timeZone: string }, variable: string) => [
    s.system,
    s.title,
    variable,
    s.timeZone,
  ];
  expect(sources.map((s) => facts(s, s.connection))).toEqual(demoSystems.map((s) => facts(s, s.env)));
});
