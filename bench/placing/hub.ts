import { totalmem } from 'node:os';
import type { Knex } from 'knex';
import { startEmbeddedPostgres } from '../../kit/database/embedded-postgres.ts';
import { Secret } from '../../kit/env/secret.ts';
import { connectStore } from '../../subgraphs/customer/store/connect.ts';
import { migrate } from '../../subgraphs/customer/store/migrate.ts';

/** A quarter of the machine's memory, as PostgreSQL's manual advises for a server of its own; the hub's is meant for a laptop. */
const sharedBuffers = `${String(Math.ceil(totalmem() / 4 / 2 ** 20))}MB`;

/** Runs `use` with the hub database whose server keeps its data in `folder`; makes both when they are not there. */
export async function withHub<T>(folder: string, use: (store: Knex) => Promise<T>): Promise<T> {
  const settings = { shared_buffers: sharedBuffers };
  const server = await startEmbeddedPostgres({ dataDir: folder, throwAway: true, settings });
  try {
    if (server.isNew) await createHub(server.url('postgres'));
    const store = connectStore(new Secret(server.url('hub')));
    try {
      await migrate(store);
      return await use(store);
    } finally {
      await store.destroy();
    }
  } finally {
    await server.stop();
  }
}

async function createHub(url: string): Promise<void> {
  const admin = connectStore(new Secret(url));
  await admin.raw(
    `create database hub template template0 encoding 'UTF8' locale_provider builtin builtin_locale 'C.UTF-8'`,
  );
  await admin.destroy();
}
