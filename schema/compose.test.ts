import { Source, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { CompositionError, compose, composeSupergraph } from './compose.ts';
import type { Service } from './compose.ts';

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires", "@shareable"])\n`;

const service = (name: string, sdl: string): Service => ({
  name,
  url: `http://127.0.0.1/${name}`,
  typeDefs: parse(new Source(link + sdl, `subgraphs/${name}/schema.graphql`)),
});

function problems(run: () => unknown): readonly string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof CompositionError) return error.problems;
    throw error;
  }
  return [];
}

describe('composition', () => {
  it('gives the same text every time, whatever the urls do not change', () => {
    const once = composeSupergraph();
    expect(composeSupergraph()).toEqual(once);
    const moved = composeSupergraph(undefined, { erp: 'http://erp.example.com/graphql' });
    expect(moved.supergraph).toContain('url: "http://erp.example.com/graphql"');
    expect(moved.api).toBe(once.api);
  });

  it('shows clients no federation machinery', () => {
    const { api } = composeSupergraph();
    expect(api).toContain('type Customer {');
    expect(api).not.toMatch(/@key|join__|_entities|_service|@link/);
  });

  it('reports every error with code, subgraph, file and line', () => {
    const found = problems(() =>
      compose([
        service('a', 'type Query { x: Thing }\ntype Thing @key(fields: "id") { id: ID! n: Int }'),
        service('b', 'type Thing @key(fields: "id") { id: ID! n: String }\ntype Query { y: Missing }'),
      ]),
    );
    expect(found.join('\n')).toContain('subgraph b');
    expect(found.join('\n')).toContain('Missing');
    const conflict = problems(() =>
      compose([
        service('a', 'type Query { x: Thing }\ntype Thing @key(fields: "id") { id: ID! n: Int }'),
        service('b', 'type Thing @key(fields: "id") { id: ID! n: String }'),
      ]),
    );
    expect(conflict.length).toBeGreaterThanOrEqual(1);
    expect(conflict.join('\n')).toMatch(/[A-Z_]+: .*Thing\.n/);
    expect(conflict.join('\n')).toContain('at subgraph a, subgraphs/a/schema.graphql:3:');
    expect(conflict.join('\n')).toContain('at subgraph b, subgraphs/b/schema.graphql:2:');
  });

  it('takes hints for errors', () => {
    const found = problems(() =>
      compose([
        service('a', '"One thing." type Thing @key(fields: "id") { id: ID! }\ntype Query { x: Thing }'),
        service('b', '"Another thing." type Thing @key(fields: "id") { id: ID! n: Int }'),
      ]),
    );
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^hint INCONSISTENT_DESCRIPTION: .*Thing/);
  });

  it('says which subgraphs of the registry have no SDL, all at once', () => {
    const entry = (name: string) => ({ name, title: name, port: 1 });
    const found = problems(() => composeSupergraph([entry('nowhere'), entry('elsewhere')]));
    expect(found).toEqual([
      "subgraph nowhere: subgraphs/nowhere/schema.graphql can't be read; each subgraph of schema/registry.ts needs one",
      "subgraph elsewhere: subgraphs/elsewhere/schema.graphql can't be read; each subgraph of schema/registry.ts needs one",
    ]);
  });
});
