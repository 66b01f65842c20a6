import { expect, test } from 'vitest';
import { HubError } from '../kit/errors/hub-error.ts';
import { EnvFaults } from '../kit/env/read-env.ts';
import { describeFault, NoAnswer, UsageError, Refusal } from './faults.ts';

/** As it comes out of a thread: without its class. */
const sent = ({ name, message }: Error): Error => Object.assign(new Error(message), { name });

test.each([
  [new UsageError('Which one?'), { code: 2, kind: 'usage' }],
  [new EnvFaults([{ variable: 'A', expected: 'a port', found: "'x'", action: 'set A=1' }]), { code: 2, kind: 'usage' }],
  [new NoAnswer('It is down.'), { code: 3, kind: 'no-answer' }],
  [new Refusal('Not so.'), { code: 1, kind: 'refused' }],
])('an error is told alike with its class and without: %o', (error, expected) => {
  expect(describeFault(error, false)).toEqual({ ...expected, talk: error.message });
  expect(describeFault(sent(error), false)).toEqual({ ...expected, talk: error.message });
});

test('a coded fault of a system that does not answer has an exit code of its own', () => {
  expect(describeFault(new HubError('LEGACY_TIMEOUT', 'Late.'), false)).toMatchObject({
    code: 3,
    kind: 'LEGACY_TIMEOUT',
  });
  expect(describeFault(new HubError('BAD_USER_INPUT', 'No.'), false)).toMatchObject({
    code: 1,
    kind: 'BAD_USER_INPUT',
  });
});
