import { readFileSync } from 'node:fs';
import { buildSchema, GraphQLError, parse, specifiedRules, validate, visit, type DocumentNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { generateOperation } from '../../scenarios/differential/generate/operations.ts';
import { hostile } from '../../scenarios/hostile/operations.ts';
import { apiFile } from '../../schema/artefacts.ts';
import { deferRule } from '../plugins/defer/rules.ts';
import { limitRules } from '../plugins/limits.ts';
import { defaults } from '../settings.ts';
import { supergraphOf } from '../testing/made-subgraphs.ts';
import { readSupergraph } from '../engines/hub/plan/supergraph.ts';
import { errorsOf } from './errors-of.ts';
import { forgetPlaces } from './places.ts';

const rules = [...limitRules(defaults.limits), deferRule, ...specifiedRules];
const own = buildSchema(readFileSync(apiFile, 'utf8'));
const made = readSupergraph(supergraphOf()).api;

const generated = Array.from({ length: 70 }, (_, seed) => generateOperation(seed, { schema: own, pools: {} })).flatMap(
  (one) => one ?? [],
);

/** The same with one thing changed, which nearly always makes it wrong: one document for each change. */
function* spoilt(text: string): Generator<string> {
  const words = [...text.matchAll(/[$@]?\w+|\.\.\.|[{}():!]/g)];
  const at = (i: number): RegExpExecArray | undefined => words[i % words.length] as RegExpExecArray | undefined;
  for (let i = 3; i < words.length; i += 7) {
    const [word, other] = [at(i), at(i * 31 + 5)];
    if (!word || !other) continue;
    yield text.slice(0, word.index) + other[0] + text.slice(word.index + word[0].length);
    yield text.slice(0, word.index) + text.slice(word.index + word[0].length);
  }
}

function parsed(text: string): DocumentNode | null {
  try {
    return parse(text);
  } catch {
    return null;
  }
}

const most = 5;
const told = (errors: readonly GraphQLError[]): unknown[] =>
  errors.map(({ message, locations }) => [message, locations]);

describe('what is wrong with a document', () => {
  it('is what graphql-js finds wrong with it', () => {
    const found = { valid: 0, invalid: 0 };
    for (const { text } of generated)
      for (const one of [text, ...spoilt(text)]) {
        const document = parsed(one);
        if (!document) continue;
        const expected = told(validate(own, document, rules, { maxErrors: most }));
        expect([one, told(errorsOf(own, document, rules, most))]).toEqual([one, expected]);
        found[expected.length === 0 ? 'valid' : 'invalid']++;
      }
    expect(found.valid).toBeGreaterThan(50);
    expect(found.invalid).toBeGreaterThan(100);
  });

  it.each(hostile)('also when it is hostile: $name', ({ body }) => {
    const text = /^\{"query"/.test(body) ? (JSON.parse(body) as { query: unknown }).query : null;
    const document = typeof text === 'string' && text.length < 20_000 ? parsed(text) : null;
    if (document)
      expect(told(errorsOf(made, document, rules, most))).toEqual(
        told(validate(made, document, rules, { maxErrors: most })),
      );
  });

  it('may be that it has more than operations and fragments', () => {
    const errors = errorsOf(own, parse('{ __typename } type T { a: Int }'), rules, most);
    expect(errors.map(({ message }) => message)).toEqual(['The "T" definition is not executable.']);
  });

  it('leaves stacks to those who come after', () => {
    errorsOf(own, parse('{ a b c d e f g }'), rules, most);
    expect(new Error('x').stack).toMatch(/errors-of\.test/);
  });
});

describe('a document that has forgotten its places', () => {
  it('has no token left, and says as before where fields and variables stand', () => {
    for (const { text } of generated) {
      const [document, whole] = [parse(text), parse(text)];
      const placed: unknown[] = [];
      visit(whole, {
        enter(node) {
          if (node.kind === 'Field' || node.kind === 'VariableDefinition')
            placed.push(new GraphQLError('', { nodes: node }).locations);
        },
      });
      forgetPlaces(document);
      const kept: unknown[] = [];
      visit(document, {
        enter(node) {
          if (node.loc) kept.push(new GraphQLError('', { nodes: node }).locations);
          expect(node.loc ? Object.keys(node.loc) : []).not.toContain('startToken');
        },
      });
      expect(kept).toEqual(placed);
    }
    expect(generated.length).toBeGreaterThan(50);
  });
});
