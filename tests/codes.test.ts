import { describe, expect, it } from 'vitest';
import type { Relation } from '../kit/relation.ts';
import type { SubgraphModule } from '../kit/subgraph/module.ts';
import { registry } from '../schema/registry.ts';
import { subgraphs } from './sdl-facts.ts';

/** Canonical relations of every subgraph, by subgraph. */
async function relationsOf(name: string): Promise<readonly Relation[]> {
  const file = new URL(`../subgraphs/${name}/relations.ts`, import.meta.url).href;
  const { relations } = (await import(file)) as Pick<SubgraphModule, 'relations'>;
  return relations;
}

describe('codes of relations', () => {
  it('are the values of an enum of the same subgraph, which adds UNKNOWN', async () => {
    let seen = 0;
    for (const { name } of registry) {
      const enums = subgraphs.find((s) => s.name === name)?.enums ?? [];
      const values = enums.map((e) => (e.values ?? []).map((v) => v.name.value).sort());
      for (const relation of await relationsOf(name))
        for (const [column, { kind, values: codes }] of Object.entries(relation.columns)) {
          if (kind !== 'code') continue;
          seen += 1;
          expect(values, `${name}: ${relation.name}.${column}`).toContainEqual([...codes, 'UNKNOWN'].sort());
        }
    }
    expect(seen).toBeGreaterThan(10);
  });
});
