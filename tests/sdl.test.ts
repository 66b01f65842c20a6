import { Kind } from 'graphql';
import { describe, expect, it } from 'vitest';
import { registry } from '../schema/registry.ts';
import { defaultOf, describable, isNullable, namedType, rendered, subgraphs } from './sdl-facts.ts';

const fields = subgraphs.flatMap((s) => s.fields);
const inputFields = subgraphs.flatMap((s) =>
  s.inputs.flatMap((t) =>
    (t.fields ?? []).map((node) => ({ where: `${s.name}: ${t.name.value}.${node.name.value}`, node })),
  ),
);
const camelCase = /^[a-z][a-zA-Z0-9]*$/;

/** Instants and dates whose name says more than `...At` and `...On` would. */
const namedOtherwise: Readonly<Record<string, string>> = {
  asOf: 'the word that the whole hub uses for «true at»',
  validUntil: 'part of the public contract since the design',
};

/** Output enums without UNKNOWN, and why nothing can be unknown there. */
const closedEnums: Readonly<Record<string, string>> = {
  Freshness: 'computed by the hub; NEVER is its unknown',
  DecisionKind: 'written by the hub itself',
  MatchQuestion: 'asked by the hub itself',
  UserErrorCode: 'written by the hub itself',
  SurvivorshipRule: 'computed by the hub; TIE_BREAK is its last resort',
};

/** Figures of probability: inexact by nature, never counted or paid. */
const inexact = ['weight', 'prior', 'atMost', 'probability', 'confidence', 'value'];

describe('SDL of every subgraph', () => {
  it('is there for each subgraph of the registry', () => {
    expect(subgraphs.map((s) => s.name)).toEqual(registry.map((s) => s.name));
    expect(fields.length).toBeGreaterThan(200);
  });

  it('describes every type, field, argument, input and enum value in a sentence', () => {
    const things = subgraphs.flatMap(describable);
    expect(things.length).toBeGreaterThan(500);
    const poor = things.filter(
      (t) => (t.description?.trim().length ?? 0) < 3 || !/[.!?»`)]$/.test(t.description?.trim() ?? ''),
    );
    expect(poor.map((t) => t.where)).toEqual([]);
  });

  it('names types in PascalCase, fields in camelCase, without get, and gives objects instead of ids', () => {
    const types = subgraphs.flatMap((s) => s.types.map((t) => t.name.value));
    expect(types.filter((name) => !/^[A-Z][a-zA-Z]*$/.test(name))).toEqual([]);
    const odd = fields.filter(({ node }) => {
      const name = node.name.value;
      return !camelCase.test(name) || /^get[A-Z]/.test(name) || /[a-z]Ids?$/.test(name);
    });
    expect(odd.map((f) => f.where)).toEqual([]);
    expect(inputFields.filter(({ node }) => !camelCase.test(node.name.value)).map((f) => f.where)).toEqual([]);
    const args = fields.flatMap((f) => (f.node.arguments ?? []).map((a) => a.name.value));
    expect(args.length).toBeGreaterThan(40);
    expect(args.filter((name) => !camelCase.test(name))).toEqual([]);
  });

  it('says in the name whether a field is an instant or a date', () => {
    const timed = fields.filter((f) => !(f.node.name.value in namedOtherwise));
    const kinds = [
      { suffix: /[a-z]At$/, type: 'DateTime' },
      { suffix: /[a-z]On$/, type: 'Date' },
    ];
    for (const { suffix, type } of kinds) {
      const wrong = timed.filter((f) => suffix.test(f.node.name.value) !== (namedType(f.node.type) === type));
      expect(wrong.map((f) => f.where)).toEqual([]);
      expect(timed.filter((f) => suffix.test(f.node.name.value)).length).toBeGreaterThan(5);
    }
    for (const name of Object.keys(namedOtherwise)) expect(fields.map((f) => f.node.name.value)).toContain(name);
  });

  it('names booleans is... or has...', () => {
    const booleans = [...fields, ...inputFields].filter((f) => namedType(f.node.type) === 'Boolean');
    expect(booleans.length).toBeGreaterThan(3);
    expect(booleans.filter((f) => !/^(is|has)[A-Z]/.test(f.node.name.value)).map((f) => f.where)).toEqual([]);
  });

  it('never has a float where a decimal belongs', () => {
    const floats = [...fields, ...inputFields].filter((f) => namedType(f.node.type) === 'Float');
    expect(floats.filter((f) => !inexact.includes(f.node.name.value)).map((f) => f.where)).toEqual([]);
    for (const name of inexact) expect(floats.map((f) => f.node.name.value)).toContain(name);
  });

  it('writes enum values in SCREAMING_SNAKE and has UNKNOWN in every enum that a legacy code can end in', () => {
    const enums = subgraphs.flatMap((s) => s.enums);
    expect(enums.length).toBeGreaterThan(10);
    const values = enums.flatMap((e) => (e.values ?? []).map((v) => v.name.value));
    expect(values.filter((v) => !/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(v))).toEqual([]);
    const outputs = new Set(fields.map((f) => namedType(f.node.type)));
    const open = enums.filter((e) => outputs.has(e.name.value) && !(e.name.value in closedEnums));
    expect(open.filter((e) => !e.values?.some((v) => v.name.value === 'UNKNOWN')).map((e) => e.name.value)).toEqual([]);
    for (const name of Object.keys(closedEnums)) expect(enums.map((e) => e.name.value)).toContain(name);
  });

  it('leaves root fields and fields of Customer nullable, so that an outage costs one field', () => {
    const exposed = fields.filter((f) => (f.type === 'Query' || f.type === 'Customer') && !f.isExternal);
    expect(exposed.length).toBeGreaterThan(30);
    const strict = exposed.filter((f) => !isNullable(f.node.type)).map((f) => `${f.type}.${f.node.name.value}`);
    expect([...new Set(strict)].sort()).toEqual(['Customer.accounts', 'Customer.id']);
  });

  it('leaves every field nullable that another subgraph must fill', () => {
    const owners = new Map<string, string[]>();
    for (const s of subgraphs) for (const t of s.entities.keys()) owners.set(t, [...(owners.get(t) ?? []), s.name]);
    const foreign = fields.filter((f) => {
      const target = namedType(f.node.type);
      const owner = owners.get(target);
      return owner && !owner.includes(f.subgraph) && f.type !== 'Query';
    });
    expect(foreign.length).toBeGreaterThan(5);
    const strict = foreign.filter((f) => !isNullable(f.node.type) && namedType(f.node.type) !== 'SourceAccount');
    expect(strict.map((f) => f.where)).toEqual([]);
  });
});

describe('connections', () => {
  const shapes = subgraphs.flatMap((s) => s.objects.map((type) => ({ subgraph: s.name, type })));
  const shapeOf = (suffix: string) =>
    shapes
      .filter(({ type }) => type.name.value.endsWith(suffix))
      .map(({ type }) => ({
        name: type.name.value.slice(0, -suffix.length),
        fields: Object.fromEntries((type.fields ?? []).map((f) => [f.name.value, rendered(f.type)])),
      }));

  it('are Relay-shaped, with nodes and a nullable totalCount', () => {
    const connections = shapeOf('Connection');
    expect(connections.length).toBeGreaterThan(10);
    for (const { name, fields } of connections)
      expect(fields).toEqual({
        edges: `[${name}Edge!]!`,
        nodes: `[${name}!]!`,
        pageInfo: 'PageInfo!',
        totalCount: 'Int',
      });
    const edges = shapeOf('Edge');
    expect(edges.length).toBe(connections.length);
    for (const { name, fields } of edges) expect(fields).toEqual({ cursor: 'String!', node: `${name}!` });
  });

  it('take first with a default, and after', () => {
    const paged = fields.filter((f) => namedType(f.node.type).endsWith('Connection'));
    expect(paged.length).toBeGreaterThan(10);
    for (const { node, where } of paged) {
      const argument = (name: string) => node.arguments?.find((a) => a.name.value === name);
      const found = { default: defaultOf(argument('first')), after: argument('after')?.type.kind };
      expect({ where, ...found }).toEqual({ where, default: '10', after: Kind.NAMED_TYPE });
    }
  });

  it('give every first a default, everywhere', () => {
    const firsts = fields.flatMap((f) => (f.node.arguments ?? []).filter((a) => a.name.value === 'first'));
    expect(firsts.length).toBeGreaterThan(10);
    expect(firsts.filter((a) => defaultOf(a) === null)).toEqual([]);
  });
});
