import { buildSchema } from 'graphql';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { temporaryFile } from '../../../kit/test-servers/temporary-folder.ts';
import { defaults } from '../../settings.ts';
import { openTrustedFile } from './trusted-file.ts';

const schema = buildSchema('type Query { a: Int b: Int c: Int }');

it('tells what is wrong with each document, and gets ready for all others, whatever one of them is', async () => {
  const lines: string[] = [];
  const prepared: (string | null)[] = [];
  const manifest = {
    live: 'subscription Live { a }',
    odd: 'query Odd { b }',
    wrong: 'query Wrong { nobody }',
    nosy: '{ __schema { description } }',
    sound: 'query Sound { c }',
  };
  const file = await openTrustedFile(temporaryFile('manifest.json', JSON.stringify(manifest)), {
    engine: {
      prepare({ operationName }) {
        if (operationName === 'Odd') throw new Error('there is no plan');
        prepared.push(operationName);
      },
    },
    log: pino({ level: 'info' }, { write: (line: string) => void lines.push(line) }),
    settings: { ...defaults, introspection: false },
    pollMs: 1_000,
  });
  file.useSchema(schema);
  const told = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  await expect.poll(told).toMatchObject([
    { id: 'live', problems: ['the schema has no subscription'] },
    { id: 'odd', msg: 'a trusted document could not be compiled', err: { message: 'there is no plan' } },
    { id: 'wrong', problems: [expect.stringContaining('Cannot query field "nobody"')] },
    { id: 'nosy', problems: [expect.stringContaining('introspection has been disabled')] },
    { documents: 5, valid: 2, msg: 'trusted documents are ready' },
  ]);
  expect(prepared).toEqual(['Sound']);
  file.stop();
});
