import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { Random } from '../company/random.ts';
import { copyLine } from '../load/copy-text.ts';
import { cloudId } from './crm/cloud-id.ts';
import { demoSystems } from './list.ts';
import { localTime } from './local-time.ts';
import { decimal } from './money.ts';

describe('the six systems', () => {
  it('have databases, variables and zones of their own', () => {
    expect(demoSystems).toHaveLength(6);
    for (const key of ['system', 'database', 'env', 'timeZone', 'title'] as const)
      expect(new Set(demoSystems.map((s) => s[key])).size, key).toBe(6);
  });

  it('write the wall clock of their zone as luxon does', () => {
    const random = new Random(1, 'clock');
    for (const { timeZone } of demoSystems) {
      const local = localTime(timeZone);
      for (let i = 0; i < 300; i++) {
        const ms = random.int(Date.UTC(1996, 0, 1) / 1000, Date.UTC(2026, 11, 31) / 1000) * 1000;
        const wall = DateTime.fromMillis(ms, { zone: timeZone });
        expect(local.timestamp(ms), timeZone).toBe(wall.toFormat('yyyy-MM-dd HH:mm:ss'));
        expect(local.day(ms) + local.clock(ms)).toBe(wall.toFormat('yyyyMMddHHmmss'));
      }
      expect(local.timestamp(null)).toBeNull();
    }
  });

  it('have ids and money in their own form', () => {
    expect(cloudId('account', 1)).toMatch(/^001[0-9A-Za-z]{15}$/);
    expect(new Set(Array.from({ length: 5000 }, (_, i) => cloudId('quote', i).toLowerCase())).size).toBe(5000);
    expect([0, 5, 1234, -250].map(decimal)).toEqual(['0.00', '0.05', '12.34', '-2.50']);
  });
});

describe('copyLine', () => {
  it('tells null from empty text and escapes what would break a line', () => {
    expect(copyLine([null, '', true, false, 7, 'a\tb\nc\\d'])).toBe('\\N\t\tt\tf\t7\ta\\tb\\nc\\\\d\n');
  });
});
