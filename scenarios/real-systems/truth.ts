import { readFileSync } from 'node:fs';
import { encodeKey } from '../../kit/sql/key.ts';
import { truthLinks } from './dump-files.ts';
import { realSystems, type RealSystem } from './systems.ts';

/** Table of a system -> the role that `customers.sql` puts before its ids: `suitecrm.leads` 17 is account `lead~17`. */
const roles: Readonly<Record<RealSystem, Readonly<Record<string, string>>>> = {
  suitecrm: { accounts: 'account', contacts: 'contact', leads: 'lead' },
  osticket: { ost_user: 'user', ost_organization: 'organization' },
  mautic: { leads: 'lead', companies: 'company' },
  dolibarr: { llx_societe: 'thirdparty', llx_socpeople: 'contact' },
};

/** Account id, as `customers.sql` of the system gives it, of a row that the truth names. Throws on an unknown table. */
export function accountOf(system: RealSystem, table: string, pk: string): string {
  const role = roles[system][table];
  if (role === undefined) throw new Error(`${system}.${table} holds no customers`);
  return encodeKey([role, pk]) ?? '';
}

export interface TruthRow {
  /** The customer that the row is. */
  readonly golden: string;
  readonly kind: 'person' | 'organization';
  readonly system: RealSystem;
  readonly table: string;
  readonly account: string;
  /** What was done to the row: soft_deleted, junk, amp_escape and so on. */
  readonly operators: readonly string[];
}

/** One entry per row of the four systems that is somebody; households are not customers and left out. */
export function readTruth(): TruthRow[] {
  const file = truthLinks();
  if (file === null) return [];
  const rows: TruthRow[] = [];
  for (const line of readFileSync(file, 'utf8').split('\n').slice(1)) {
    const [golden = '', kind, system, table = '', pk = '', operators = ''] = line.trim().split(',');
    const own = realSystems.find((name) => name === system);
    if (own === undefined || (kind !== 'person' && kind !== 'organization')) continue;
    rows.push({
      golden,
      kind,
      system: own,
      table,
      account: accountOf(own, table, pk),
      operators: operators === '' ? [] : operators.split('|'),
    });
  }
  return rows;
}
