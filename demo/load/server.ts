import pg from 'pg';
import type { Secret } from '../../kit/env/secret.ts';
import type { SystemName } from '../history/rows.ts';
import type { DemoSystem } from '../systems/system.ts';

/** Where the demo databases are, or are to be. */
export interface DemoServers {
  /** Superuser on the server that takes the databases. */
  readonly adminUrl: Secret | string;
  /** Another server for single systems, so that one can fail alone. */
  readonly servers?: Partial<Record<SystemName, Secret | string>>;
  /** Letters before the names of databases and accounts; `demo_` unless said otherwise. */
  readonly databasePrefix?: string;
}

const reveal = (url: Secret | string): string => (typeof url === 'string' ? url : url.reveal());

/** The demo holds nothing but made data and is for one machine: its reading accounts have a password that all know. */
const readerPassword = 'reads-only';

export interface Place {
  readonly adminUrl: string;
  readonly database: string;
  /** Account that can only SELECT. */
  readonly reader: string;
  readonly readerPassword: string;
  /** Connection of the reader. */
  readonly readerUrl: string;
}

export function placeOf(options: DemoServers, system: DemoSystem): Place {
  const prefix = options.databasePrefix ?? 'demo_';
  if (!/^[a-z][a-z0-9_]{0,30}$/.test(prefix))
    throw new Error(
      `databasePrefix must be lower-case letters, digits and underscores, found «${prefix}»: choose one such as demo_`,
    );
  const adminUrl = reveal(options.servers?.[system.system] ?? options.adminUrl);
  const database = prefix + system.database;
  const reader = `${database}_reader`;
  const url = new URL(adminUrl);
  url.username = reader;
  url.password = readerPassword;
  url.pathname = `/${database}`;
  return { adminUrl, database, reader, readerPassword, readerUrl: url.href };
}

/** Opens a connection to a database of a place's server; `null` is the one that the admin URL names. */
export async function connect(place: Place, database: string | null): Promise<pg.Client> {
  const url = new URL(place.adminUrl);
  if (database !== null) url.pathname = `/${database}`;
  const client = new pg.Client({ connectionString: url.href, application_name: 'customer-hub demo' });
  // A server that goes away is reported by the statement under way; without a listener it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

export const quoteName = (name: string): string => pg.escapeIdentifier(name);
export const quoteText = (text: string): string => pg.escapeLiteral(text);
