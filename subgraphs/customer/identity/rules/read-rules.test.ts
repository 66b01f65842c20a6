import { describe, expect, it } from 'vitest';
import { defaultRules } from './default-rules.ts';
import { parseRules, readRules, RuleProblems } from './read-rules.ts';

const problemsOf = (text: string): string[] => {
  try {
    parseRules('rules.yaml', text);
  } catch (error) {
    if (error instanceof RuleProblems)
      return error.problems.map(
        ({ line, expected, found, action }) => `${String(line)} ${expected} | ${found} | ${action}`,
      );
  }
  throw new Error('no RuleProblems');
};

describe('rules from a file', () => {
  it('are those of the house without one, and with an empty one', () => {
    expect(readRules(null)).toBe(defaultRules);
    expect(parseRules('rules.yaml', '')).toEqual(defaultRules);
  });

  it('stand in place of those of the house, key by key', () => {
    const rules = parseRules('rules.yaml', 'persons:\n  cluster: { pair: 3, mean: 1 }\n  blocks: [{ on: [email] }]\n');
    expect(rules.persons.cluster).toMatchObject({ pair: 3, mean: 1 });
    expect(rules.persons.blocks).toEqual([{ on: ['email'], most: 120 }]);
    expect(rules.persons.comparisons).toBe(defaultRules.persons.comparisons);
    expect(rules.organizations).toBe(defaultRules.organizations);
  });

  it('can say everything that the rules of the house say, in JSON', () => {
    const text = JSON.stringify(defaultRules, (_, value: unknown) => (value === -Infinity ? 'never' : value));
    expect(text).toContain('"never"');
    expect(parseRules('rules.json', text)).toEqual(defaultRules);
  });

  it('are refused with every problem of shape: where, expected, found, what to do', () => {
    const problems = problemsOf(
      [
        'person: {}',
        'persons:',
        '  blocks: []',
        '  cluster: { pair: high, mean: 1 }',
        '  vetos: []',
        '  comparisons:',
        '    - { name: a, measure: emial, levels: [x, y], expected: [1, 0] }',
      ].join('\n'),
    );
    expect(problems).toContain('1 a known key | person | did you mean persons?');
    expect(problems).toContain('3 at least one rule | an empty list | write what is expected');
    expect(problems).toContain("4 a number of bits | the text 'high' | write what is expected");
    expect(problems).toContain('5 a known key | vetos | did you mean vetoes?');
    expect(problems.find((problem) => problem.startsWith('7 one of givenName'))).toContain('did you mean email?');
    expect(problems.length).toBe(5);
  });

  it('are refused with every problem of meaning', () => {
    const problems = problemsOf(
      [
        'persons:',
        '  blocks:',
        '    - { on: [emial] }',
        '  vetoes:',
        '    - { atMost: never, reason: r, when: { given: [othr], hight: [exact] } }',
        'organizations:',
        '  vetoes: []',
        '  comparisons:',
        '    - { name: a, measure: equal, levels: [x, y], expected: [0.5, 0.1] }',
        '    - { name: a, measure: phone, levels: [x, y], expected: [0.5, 0.5] }',
      ].join('\n'),
    );
    expect(problems).toContain('3 a feature | emial | did you mean email?');
    expect(problems.find((problem) => problem.includes('a level of given'))).toContain('othr | did you mean other?');
    expect(problems.find((problem) => problem.includes('the name of a comparison'))).toContain('hight');
    expect(problems.find((problem) => problem.startsWith('9 a feature for the measure equal'))).toContain(
      'add feature',
    );
    expect(problems).toContain('9 shares that add up to 1 | 0.600 | correct the shares');
    expect(problems).toContain('10 each comparison once | a again | give it another name, or remove it');
    expect(problems.find((problem) => problem.includes('levels for phone'))).toContain('name each, best first');
  });

  it('are refused when vetoes of the house would be left hanging', () => {
    const problems = problemsOf(
      'persons:\n  comparisons:\n    - { name: email, measure: email, levels: [a, b, c, d], expected: [0.7, 0.1, 0.1, 0.1] }\n',
    );
    expect(problems.length).toBe(1);
    expect(problems[0]).toContain('the comparisons that the vetoes of the house ask for');
    expect(problems[0]).toContain('birth date');
  });

  it('are refused when the file is not there or no YAML', () => {
    expect(() => readRules('/nowhere/rules.yaml')).toThrow('none that can be read');
    expect(problemsOf('persons: [')[0]).toContain('YAML or JSON | a syntax error');
  });
});
