import { expect, test } from 'vitest';
import { SourceLedger } from './source-ledger.ts';

test('the worst status, the longest statement, the oldest date and the sum of statements stay, in the order of systems', () => {
  const ledger = new SourceLedger();
  ledger.record('shop', 'OK', 3.14159, '2026-01-02T00:00:00Z');
  ledger.record('desk', 'STALE', 1, null, 0);
  ledger.record('shop', 'TIMEOUT', 2, '2026-01-01T00:00:00Z', 2);
  ledger.merge([
    { system: 'desk', status: 'OK', ms: 7, asOf: '2026-01-03T00:00:00Z', statements: 1 },
    { system: 'mail', status: 'UNAVAILABLE', ms: 0, asOf: null, statements: 0 },
  ]);
  ledger.record('shop', 'OK', 1, null);
  expect(ledger.report()).toEqual([
    { system: 'desk', status: 'STALE', ms: 7, asOf: '2026-01-03T00:00:00Z', statements: 1 },
    { system: 'mail', status: 'UNAVAILABLE', ms: 0, asOf: null, statements: 0 },
    { system: 'shop', status: 'TIMEOUT', ms: 3.1, asOf: '2026-01-01T00:00:00Z', statements: 4 },
  ]);
});

test('a report stays as it was', () => {
  const ledger = new SourceLedger();
  ledger.record('shop', 'OK', 1, null);
  const report = ledger.report();
  ledger.record('shop', 'TIMEOUT', 9, null);
  expect(report).toEqual([{ system: 'shop', status: 'OK', ms: 1, asOf: null, statements: 1 }]);
});

test('its text is what JSON.stringify writes', () => {
  const ledger = new SourceLedger();
  expect(ledger.toText()).toBe('[]');
  const systems = [
    'aw-orders',
    'with "quotes"',
    'back\\slash',
    'line\nbreak',
    '系统',
    'half \ud83d of one',
    '',
    '__proto__',
  ];
  const times = [0, 0.04, 0.05, 12.3456, 1e9, 1e21, Infinity, NaN, -1];
  for (const [at, ms] of times.entries()) {
    ledger.record(systems[at] ?? `more-${at}`, 'OK', ms, at % 2 ? null : '2026-01-01T00:00:00.000Z', at);
    expect(ledger.toText()).toBe(JSON.stringify(ledger.report()));
  }
  ledger.record('odd', 'STALE', 1, 'on "Monday"');
  expect(ledger.toText()).toBe(JSON.stringify(ledger.report()));
  expect(ledger.report()).toHaveLength(times.length + 1);
});
