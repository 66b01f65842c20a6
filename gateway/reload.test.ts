import { renameSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gatewayUnderTest, type UnderTest } from './testing/gateway-under-test.ts';
import { sdl, supergraphOf } from './testing/made-subgraphs.ts';

let hub: UnderTest;
beforeEach(async () => {
  hub = await gatewayUnderTest();
});
afterEach(() => hub.stop());

const withoutBox = supergraphOf({ letters: sdl.letters.replace('letterBox: String', 'stamps: Int') });
const asksBox = async (): Promise<string> => {
  const answer = await hub.ask('{ letterBox }');
  return answer.errors[0] ? String(answer.errors[0].extensions['code']) : 'answered';
};
const replaceFile = (text: string): void => {
  writeFileSync(`${hub.file}.new`, text);
  renameSync(`${hub.file}.new`, hub.file);
};
const refused = (): string | undefined => hub.log.find((line) => line.includes('the old one stays'));

describe('a new supergraph file', () => {
  it('is used without a restart', async () => {
    expect(await asksBox()).toBe('answered');
    replaceFile(withoutBox);
    await expect.poll(asksBox).toBe('GRAPHQL_VALIDATION_FAILED');
    replaceFile(supergraphOf());
    await expect.poll(asksBox).toBe('answered');
  });

  it.each<[string, string, RegExp]>([
    ['not GraphQL', 'type Query {', /Syntax Error: Expected Name, found <EOF>/],
    ['empty', '', /Syntax Error: Unexpected <EOF>|Must have at least one subgraph|EOF/],
    ['no supergraph', 'type Query { a: Int }', /Invalid supergraph|core schema/i],
    [
      'of a subgraph that nobody serves',
      supergraphOf().replaceAll('visits', 'vists'),
      /no service for subgraph vists: start it in this process or give its URL/,
    ],
  ])('that is %s is refused with the reason, and the old one stays', async (_, text, reason) => {
    replaceFile(text);
    await expect.poll(refused).toMatch(reason);
    expect(await asksBox()).toBe('answered');
    replaceFile(withoutBox);
    await expect.poll(asksBox).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('that is away for a moment changes nothing', async () => {
    renameSync(hub.file, `${hub.file}.old`);
    await sleep(80);
    expect(await asksBox()).toBe('answered');
    expect(refused()).toBeUndefined();
  });

  it('costs no request under load, not even those under way', async () => {
    const versions = [withoutBox, supergraphOf()];
    let asked = 0;
    let running = true;
    const failed: unknown[] = [];
    const client = async (): Promise<void> => {
      while (running) {
        asked++;
        const answer = await hub
          .ask('{ people(first: 2) { id letters { subject } visits { at } } }')
          .catch((error: unknown) => error);
        if (answer instanceof Error || (answer as { errors: unknown[] }).errors.length > 0) failed.push(answer);
      }
    };
    hub.made.letters.mood.delayMs = 15;
    const clients = Array.from({ length: 8 }, client);
    const replaced = (): number => hub.log.filter((line) => line.includes('the supergraph was replaced')).length;
    for (let i = 0; i < 4; i++) {
      replaceFile(versions[i % 2] ?? '');
      await expect.poll(replaced, { timeout: 5_000 }).toBe(i + 1);
      const before = asked;
      await expect.poll(() => asked, { timeout: 5_000 }).toBeGreaterThan(before + 12);
    }
    running = false;
    await Promise.all(clients);
    expect(failed).toEqual([]);
  });
});

describe('starting', () => {
  it('with a supergraph that can not be used says every reason', async () => {
    await expect(gatewayUnderTest({ services: [] })).rejects.toThrow(
      'The supergraph is refused:\n  - no service for subgraph letters: start it in this process or give its URL\n' +
        '  - no service for subgraph people: start it in this process or give its URL\n' +
        '  - no service for subgraph visits: start it in this process or give its URL',
    );
  });
});
