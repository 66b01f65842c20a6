import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Row } from '../../kit/relation.ts';
import { customers } from '../../subgraphs/customer/relations.ts';
import { customersByHand, type HandAccount } from './customers-by-hand.ts';
import { givenRealSystem, openRealSystem, type OpenRealSystem, type RealSystemUrls } from './given.ts';
import { realSystems, type RealSystem } from './systems.ts';
import { accountOf, readTruth, type TruthRow } from './truth.ts';

type Account = Row<typeof customers>;

/** Rows of the truth and of the feed (the rest are rows that the product shipped with), by role. */
const counts: Readonly<Record<RealSystem, Readonly<Record<string, { truth: number; feed: number }>>>> = {
  suitecrm: {
    account: { truth: 588, feed: 638 },
    contact: { truth: 786, feed: 986 },
    lead: { truth: 3986, feed: 4186 },
  },
  osticket: { user: { truth: 3479, feed: 3479 }, organization: { truth: 213, feed: 214 } },
  mautic: { lead: { truth: 13_386, feed: 13_438 }, company: { truth: 842, feed: 846 } },
  dolibarr: { thirdparty: { truth: 2515, feed: 2530 }, contact: { truth: 520, feed: 531 } },
};

const given = new Map<RealSystem, RealSystemUrls | null>();
for (const system of realSystems) given.set(system, await givenRealSystem(system));

const roleOf = (account: string): string => account.slice(0, account.indexOf('~'));

function countByRole(accounts: readonly string[]): Record<string, number> {
  const byRole: Record<string, number> = {};
  for (const account of accounts) byRole[roleOf(account)] = (byRole[roleOf(account)] ?? 0) + 1;
  return byRole;
}

const asByHand = (row: Account): HandAccount => ({
  account: row.account_id,
  kind: row.kind === 'ORGANIZATION' ? 'ORGANIZATION' : 'PERSON',
  name: row.name,
  given: row.given_name,
  family: row.family_name,
  organization: row.organization_name,
  emails: [...row.email].sort(),
  phones: [...row.phone].sort(),
  street: row.street,
  city: row.city,
  region: row.region,
  postalCode: row.postal_code,
  country: row.country,
  birthOn: row.birth_on,
  taxNumber: row.tax_number,
  isDeleted: row.is_deleted,
});

describe.each(realSystems)('customers of %s', (system) => {
  const urls = given.get(system) ?? null;
  describe.skipIf(urls === null)('through the mapping', { timeout: 60_000 }, () => {
    let open: OpenRealSystem;
    let feed: Account[];
    let truth: TruthRow[];

    beforeAll(async () => {
      open = await openRealSystem(system, urls ?? { readerUrl: '', adminUrl: '' });
      feed = await open.all(customers);
      truth = readTruth().filter((row) => row.system === system);
    });

    afterAll(() => open.close());

    it('have every row of the truth exactly once', () => {
      const times = new Map<string, number>();
      for (const { account_id } of feed) times.set(account_id, (times.get(account_id) ?? 0) + 1);
      expect(truth.filter((row) => times.get(row.account) !== 1)).toEqual([]);
      expect([...times.values()].filter((n) => n !== 1)).toEqual([]);
      expect(countByRole(truth.map((row) => row.account))).toEqual(
        Object.fromEntries(Object.entries(counts[system]).map(([role, n]) => [role, n.truth])),
      );
      expect(countByRole(feed.map((row) => row.account_id))).toEqual(
        Object.fromEntries(Object.entries(counts[system]).map(([role, n]) => [role, n.feed])),
      );
    });

    it('are persons where the truth has persons, organisations where it has organisations', () => {
      const kinds = new Map(feed.map((row) => [row.account_id, row.kind]));
      expect(truth.filter((row) => kinds.get(row.account)?.toLowerCase() !== row.kind)).toEqual([]);
    });

    it('say what the tables say, row by row', async () => {
      const byHand = new Map((await customersByHand[system](open.hand)).map((row) => [row.account, row]));
      expect(byHand.size).toBe(feed.length);
      const wrong = feed
        .map((row) => ({ fed: asByHand(row), true: byHand.get(row.account_id) }))
        .filter((pair) => JSON.stringify(sorted(pair.fed)) !== JSON.stringify(sorted(pair.true)));
      expect(wrong.slice(0, 3)).toEqual([]);
    });

    it('have no HTML escapes left, a name each, and a country that is a code', () => {
      const shown = (row: Account): string =>
        [row.name, row.given_name, row.family_name, row.organization_name].join(' ');
      expect(feed.filter((row) => /&#?\w+;/.test(`${shown(row)} ${row.street ?? ''}`))).toEqual([]);
      const nameless = feed.filter((row) => shown(row).trim() === '');
      // One third party of the product's demo has a dash for a country; every account that is somebody has a name.
      const known = new Set(truth.map((row) => row.account));
      expect(nameless.filter((row) => known.has(row.account_id))).toEqual([]);
      expect(feed.filter((row) => row.country !== null && !/^[A-Z]{2}$/.test(row.country))).toEqual([]);
    });
  });
});

function sorted(account: HandAccount | undefined): [string, unknown][] {
  return Object.entries(account ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
}

describe.skipIf(given.get('suitecrm') === null)('what the dirt in SuiteCRM must not hide', { timeout: 60_000 }, () => {
  it('marks the deleted rows, and keeps their addresses', async () => {
    const open = await openRealSystem('suitecrm', given.get('suitecrm') ?? { readerUrl: '', adminUrl: '' });
    try {
      const feed = new Map((await open.all(customers)).map((row) => [row.account_id, row]));
      const deleted = readTruth().filter((row) => row.system === 'suitecrm' && row.operators.includes('soft_deleted'));
      expect(deleted).toHaveLength(100);
      expect(deleted.filter((row) => feed.get(row.account)?.is_deleted !== true)).toEqual([]);
      expect([...feed.values()].filter((row) => row.is_deleted)).toHaveLength(100);
      expect(deleted.filter((row) => (feed.get(row.account)?.email.length ?? 0) > 0)).toHaveLength(84);
      const escaped = readTruth().filter((row) => row.operators.includes('amp_escape') && row.system === 'suitecrm');
      expect(escaped.length).toBeGreaterThan(0);
      for (const row of escaped) expect(feed.get(row.account)?.organization_name).toContain(' & ');
    } finally {
      await open.close();
    }
  });
});

it('names the account of a row of the truth', () => {
  expect(accountOf('mautic', 'leads', '17')).toBe('lead~17');
  expect(() => accountOf('mautic', 'page_hits', '17')).toThrow('mautic.page_hits holds no customers');
});
