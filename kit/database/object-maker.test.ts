import { expect, test } from 'vitest';
import { objectMaker, objectOfValues } from './object-maker.ts';

const names = ['a', 'two words', `quote"'\\`, '${x}', '`', '1', 'hub_count'];

test('objects have the names whatever they are, in their order', () => {
  const values = names.map((_, at) => String(at));
  const expected = Object.fromEntries(names.map((name, at) => [name, values[at]]));
  expect(objectOfValues(names)(values)).toEqual(expected);
  const make = objectMaker<readonly string[], string | undefined>(
    names,
    names.map((_, at) => (from) => from[at]),
  );
  expect(make(values)).toEqual(expected);
  expect(objectOfValues<string>([])([])).toEqual({});
});
