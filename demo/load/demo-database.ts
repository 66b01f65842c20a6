import { readFile } from 'node:fs/promises';
import type { Client } from 'pg';
import type { DemoSystem } from '../systems/system.ts';
import { Bulk } from './bulk.ts';
import { findDatabase, type Marker } from './marker.ts';
import { connect, quoteName, quoteText, type Place } from './server.ts';

/**
 * One legacy database in the making. It has a temporary name until `finish`, so that nothing half-written is ever
 * found under the real one; `discard` leaves nothing behind.
 */
export class DemoDatabase {
  readonly system: DemoSystem;
  readonly bulk: Bulk;
  readonly #place: Place;
  readonly #client: Client;

  private constructor(system: DemoSystem, place: Place, client: Client) {
    this.system = system;
    this.#place = place;
    this.#client = client;
    this.bulk = new Bulk(client);
  }

  static async begin(system: DemoSystem, place: Place): Promise<DemoDatabase> {
    const temporary = temporaryName(place);
    await withAdmin(place, async (admin) => {
      await refuseForeign(admin, place.database);
      await admin.query(`drop database if exists ${quoteName(temporary)} with (force)`);
      await admin.query(`create database ${quoteName(temporary)} template template0 encoding 'UTF8'`);
    });
    const client = await connect(place, temporary);
    const database = new DemoDatabase(system, place, client);
    try {
      await client.query(`set synchronous_commit = off; set maintenance_work_mem = '128MB'`);
      await client.query(await readFile(new URL('schema.sql', system.folder), 'utf8'));
    } catch (error) {
      await database.discard();
      throw error;
    }
    return database;
  }

  /** Indexes, statistics, the reading account, the marker; then the database takes its name, in place of an older one of ours. */
  async finish(mark: Marker): Promise<void> {
    const { database } = this.#place;
    const temporary = temporaryName(this.#place);
    await this.#client.query(await readFile(new URL('indexes.sql', this.system.folder), 'utf8'));
    await this.#client.query('analyze');
    await this.#admitReader(temporary);
    await this.#client.end();
    await withAdmin(this.#place, async (admin) => {
      await refuseForeign(admin, database);
      await admin.query(`comment on database ${quoteName(temporary)} is ${quoteText(JSON.stringify(mark))}`);
      await admin.query(`drop database if exists ${quoteName(database)} with (force)`);
      await admin.query(`alter database ${quoteName(temporary)} rename to ${quoteName(database)}`);
    });
  }

  async discard(): Promise<void> {
    await this.#client.end().catch(() => undefined);
    await withAdmin(this.#place, async (admin) => {
      await admin.query(`drop database if exists ${quoteName(temporaryName(this.#place))} with (force)`);
    });
  }

  async #admitReader(database: string): Promise<void> {
    const { reader, readerPassword } = this.#place;
    const role = quoteName(reader);
    const known = await this.#client.query('select 1 from pg_roles where rolname = $1', [reader]);
    if (known.rowCount === 0) await this.#client.query(`create role ${role}`);
    await this.#client.query(
      `alter role ${role} login nosuperuser nocreatedb nocreaterole noreplication noinherit password ${quoteText(readerPassword)}`,
    );
    await this.#client.query(`alter role ${role} set default_transaction_read_only = on`);
    await this.#client.query(`revoke all on database ${quoteName(database)} from public`);
    await this.#client.query(`grant connect on database ${quoteName(database)} to ${role}`);
    const schemas = await this.#client.query<{ name: string }>(
      `select nspname as name from pg_namespace where nspname not like 'pg\\_%' and nspname <> 'information_schema'`,
    );
    for (const { name } of schemas.rows) {
      await this.#client.query(`revoke create on schema ${quoteName(name)} from public`);
      await this.#client.query(`grant usage on schema ${quoteName(name)} to ${role}`);
      await this.#client.query(`grant select on all tables in schema ${quoteName(name)} to ${role}`);
    }
  }
}

const temporaryName = (place: Place): string => `${place.database}__making`;

async function refuseForeign(admin: Client, database: string): Promise<void> {
  if ((await findDatabase(admin, database)) === 'foreign')
    throw new Error(
      `The server already has a database «${database}» that the demo did not make. Nothing was changed. ` +
        `Choose another prefix (databasePrefix), or remove that database yourself if it may go.`,
    );
}

async function withAdmin(place: Place, work: (admin: Client) => Promise<void>): Promise<void> {
  const admin = await connect(place, null);
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
