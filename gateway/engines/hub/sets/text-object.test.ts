import { describe, expect, test } from 'vitest';
import { written, type JsonBytes } from '../../json-bytes.ts';
import { objectCode, objectWriter, type TextField } from './text-object.ts';

const text = (value: unknown, out: JsonBytes): boolean => {
  if (typeof value !== 'string') return false;
  out.string(value);
  return true;
};

const number = (value: unknown, out: JsonBytes): boolean => {
  if (value instanceof Error) throw value;
  if (typeof value !== 'number' || Number.isNaN(value)) return false;
  out.ascii(String(value));
  return true;
};

const property = (name: string) =>
  Object.assign((parent: Readonly<Record<string, unknown>>) => parent[name], { property: name });

const fields: readonly TextField[] = [
  { label: '{"name":', read: property('full "name"'), write: text, isText: true },
  { label: ',"__typename":"Order","total":', read: property('total'), write: number, isText: false },
  { label: ',"twice":', read: ({ total }) => 2 * (total as number), write: number, isText: false },
];
const object = { typeName: 'Order', fields, end: ',"last":"Order"}' };

const many = Array.from(
  { length: 101 },
  (_, n) => ({ ...fields[0], label: `${n === 0 ? '{' : ','}"f${String(n)}":` }) as TextField,
);

describe.each([
  ['closures', objectWriter],
  ['code', objectCode],
])('an object written by %s', (_name, writer) => {
  const json = (value: unknown, of = object): string => written((out) => void writer(of)(value, out)).toString();

  test('has its fields in their order, and null for what is not there or not of its type', () => {
    expect(json({ 'full "name"': 'Ann "A" 客', total: 2 })).toBe(
      '{"name":"Ann \\"A\\" 客","__typename":"Order","total":2,"twice":4,"last":"Order"}',
    );
    expect(json({ 'full "name"': 7, total: 'two' })).toBe(
      '{"name":null,"__typename":"Order","total":null,"twice":null,"last":"Order"}',
    );
  });

  test('is nothing but its end when no field is read', () => {
    expect(json({}, { typeName: 'Order', fields: [], end: '{"__typename":"Order"}' })).toBe('{"__typename":"Order"}');
  });

  test('may have any number of fields', () => {
    expect(
      Object.keys(JSON.parse(json({ 'full "name"': 'Ann' }, { typeName: 'Order', fields: many, end: '}' })) as object),
    ).toHaveLength(101);
  });

  test.each([new Error('fault'), 'text', 7])('throws for what is no object: %s', (value) => {
    expect(() => json(value)).toThrow('not as its type says');
  });

  test('throws what a field throws', () => {
    expect(() => json({ total: new Error('no total') })).toThrow('no total');
  });
});

test('code reads properties by their names', () => {
  expect(String(objectCode(object))).toContain('parent["full \\"name\\""]');
});
