import { describe, expect, test } from 'vitest';
import { customerRow } from '../../testing/memory-source.ts';
import type { IdentityAccount } from '../account.ts';
import { accountKey } from '../account.ts';
import { normaliseAccount } from '../normalise/account.ts';
import { assignIds, nothingBefore, type Assignment, type Previous } from './assign.ts';
import { customerIdOf } from './customer-id.ts';

const account = (id: string): IdentityAccount => normaliseAccount(customerRow('s', { account_id: id }));
const clusters = (...groups: string[]): IdentityAccount[][] => groups.map((group) => group.split('').map(account));
const ids = (assignment: Assignment): Record<string, string> =>
  Object.fromEntries(assignment.clusters.map((c) => [c.accounts.map((a) => a.accountId).join(''), c.customerId]));

const before = (
  customerOf: Record<string, string>,
  createdAt: Record<string, string>,
  redirects: Record<string, string> = {},
): Previous => ({
  customerOf: new Map(Object.entries(customerOf).map(([id, customer]) => [accountKey(account(id)), customer])),
  createdAt: new Map(Object.entries(createdAt)),
  redirects: new Map(Object.entries(redirects)),
});

const homes = (homeOf: Record<string, string>): Map<string, string> =>
  new Map(Object.entries(homeOf).map(([id, customer]) => [accountKey(account(id)), customer]));

describe('ids', () => {
  test('are UUIDs version 5 that never change', () => {
    expect(customerIdOf('crm', 'C-1')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(customerIdOf('crm', 'C-1')).toBe('6e3763f3-c2b8-53f8-aa5c-ef1b2ff60fff');
    expect(customerIdOf('crm', 'C-1', 1)).not.toBe(customerIdOf('crm', 'C-1'));
  });

  test('of new customers come from their first account', () => {
    const result = assignIds(clusters('ab', 'c'), nothingBefore);
    expect(ids(result)).toEqual({ ab: customerIdOf('s', 'a'), c: customerIdOf('s', 'c') });
    expect(result.created).toHaveLength(2);
  });

  test('stay when an account joins that sorts first', () => {
    expect(ids(assignIds(clusters('ab'), before({ b: 'B' }, { B: '2024' })))).toEqual({ ab: 'B' });
  });

  test('on merge the oldest lives and the others redirect', () => {
    const result = assignIds(clusters('abc'), before({ a: 'A', b: 'B', c: 'C' }, { A: '2025', B: '2023', C: '2024' }));
    expect(ids(result)).toEqual({ abc: 'B' });
    expect([...result.merged]).toEqual([
      ['C', 'B'],
      ['A', 'B'],
    ]);
    expect(result.ended).toEqual([]);
  });

  test('on split the largest part keeps it, the other gets a new one that was never given', () => {
    const previous = before({ a: 'X', b: 'X', c: 'X' }, { X: '2024', [customerIdOf('s', 'a')]: '2020' });
    const result = assignIds(clusters('a', 'bc'), previous);
    expect(ids(result)).toEqual({ a: customerIdOf('s', 'a', 1), bc: 'X' });
  });

  test('on split into equal parts the one with the first account keeps it', () => {
    expect(ids(assignIds(clusters('a', 'b'), before({ a: 'X', b: 'X' }, { X: '2024' })))['a']).toBe('X');
  });

  test('a part that goes over to another customer does not take the id along', () => {
    const result = assignIds(
      clusters('ab', 'cd'),
      before({ a: 'X', b: 'X', c: 'X', d: 'Y' }, { X: '2020', Y: '2024' }),
    );
    expect(ids(result)).toEqual({ ab: 'X', cd: 'Y' });
    expect(result.merged.size).toBe(0);
  });

  test('that redirect are never given again', () => {
    const gone = customerIdOf('s', 'a');
    const result = assignIds(clusters('a'), before({}, {}, { [gone]: 'X' }));
    expect(result.created).toEqual([customerIdOf('s', 'a', 1)]);
  });

  test('of customers without accounts have ended; the account that comes back gets its id back', () => {
    const previous = before({ a: 'A', b: 'B' }, { A: '2024', B: '2024' });
    expect(assignIds(clusters('a'), previous).ended).toEqual(['B']);
    expect(ids(assignIds(clusters('a', 'b'), previous))).toEqual({ a: 'A', b: 'B' });
  });

  test('that were merged away come back when their accounts part again, and not new ones', () => {
    const previous: Previous = {
      ...before({ a: 'A', b: 'A', c: 'A', d: 'A' }, { A: '2023' }, { B: 'A' }),
      homeOf: homes({ b: 'B', c: 'B', d: 'B' }),
      redirectedCreatedAt: new Map([['B', '2024']]),
    };
    // B is the larger part, yet each takes its own id back.
    const result = assignIds(clusters('a', 'bcd'), previous);
    expect(ids(result)).toEqual({ a: 'A', bcd: 'B' });
    expect([result.revived, result.created, result.ended]).toEqual([['B'], [], []]);
    // As long as all are together nothing changes.
    expect(ids(assignIds(clusters('abcd'), previous))).toEqual({ abcd: 'A' });
    // Only a smaller part of B leaves: B still redirects to where most of it is.
    const part = assignIds(clusters('abc', 'd'), previous);
    expect(ids(part)).toEqual({ abc: 'A', d: customerIdOf('s', 'd') });
    expect([part.revived, [...part.redirected]]).toEqual([[], []]);
  });

  test('that are merged twice over come back as the older; the other redirects to where its accounts are', () => {
    const previous: Previous = {
      ...before({ a: 'Z', c: 'Z', z: 'Z' }, { Z: '2020' }, { A: 'Z', C: 'Z' }),
      homeOf: homes({ a: 'A', c: 'C' }),
      redirectedCreatedAt: new Map([
        ['A', '2021'],
        ['C', '2022'],
      ]),
    };
    const result = assignIds(clusters('ac', 'z'), previous);
    expect(ids(result)).toEqual({ ac: 'A', z: 'Z' });
    expect([...result.redirected]).toEqual([['C', 'A']]);
  });

  test('stay with what is left when the accounts that founded them are gone', () => {
    const previous: Previous = {
      ...before({ a: 'A', b: 'A', c: 'A' }, { A: '2020' }, { B: 'A' }),
      homeOf: homes({ b: 'B', c: 'B' }),
    };
    expect(ids(assignIds(clusters('bc'), previous))).toEqual({ bc: 'A' });
    expect(ids(assignIds(clusters('b', 'c'), previous))).toEqual({ b: 'A', c: customerIdOf('s', 'c') });
  });

  test('are not taken from others that they live with again', () => {
    const previous: Previous = { ...before({ a: 'A', b: 'A' }, { A: '2020' }), homeOf: homes({ b: 'B' }) };
    expect(ids(assignIds(clusters('a', 'b'), previous))).toEqual({ a: 'A', b: customerIdOf('s', 'b') });
  });

  test('take accounts along that are gone from their system', () => {
    const previous: Previous = {
      ...before({ a: 'A', b: 'A', g: 'A' }, { A: '2020' }, { B: 'A' }),
      homeOf: homes({ b: 'B', g: 'B' }),
    };
    expect([...assignIds(clusters('a', 'b'), previous).followed]).toEqual([[accountKey(account('g')), 'B']]);
  });

  test('are as they were before a decision that is taken back, whatever became of them since', () => {
    // All were of X, which was split into X (a) and D (b, c), of which D is the older; then both were merged into Y (d).
    const previous: Previous = {
      ...before({ a: 'Y', b: 'Y', c: 'Y', d: 'Y' }, { Y: '2020' }, { X: 'Y', D: 'Y' }),
      homeOf: homes({ a: 'X', b: 'D', c: 'D' }),
      redirectedCreatedAt: new Map([
        ['X', '2022'],
        ['D', '2021'],
      ]),
    };
    expect(ids(assignIds(clusters('abc', 'd'), previous))).toEqual({ abc: 'D', d: 'Y' });
    const restore = homes({ a: 'X', b: 'X', c: 'X', d: 'nobody' });
    const result = assignIds(clusters('abc', 'd'), { ...previous, restore });
    expect(ids(result)).toEqual({ abc: 'X', d: 'Y' });
    expect([result.revived, [...result.redirected]]).toEqual([['X'], [['D', 'X']]]);
    // A customer that does not change keeps its id.
    expect(ids(assignIds(clusters('abcd'), { ...previous, restore }))).toEqual({ abcd: 'Y' });
  });

  test('that exist elsewhere are not given', () => {
    const previous: Previous = { ...nothingBefore, taken: new Set([customerIdOf('s', 'a')]) };
    expect(ids(assignIds(clusters('a'), previous))).toEqual({ a: customerIdOf('s', 'a', 1) });
  });
});
