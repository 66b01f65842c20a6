import { createHmac, randomBytes } from 'node:crypto';
import type { Knex } from 'knex';

const purpose = 'erasure';

/** Marks a text that took the place of an erased one. */
const mark = 'erased:';

/** Hashes that only the holder of this hub's key can make again. */
export class KeyedHash {
  constructor(private readonly key: string) {}

  private of(...parts: string[]): string {
    const digest = createHmac('sha256', this.key).update(JSON.stringify(parts), 'utf8').digest('base64url');
    return `${mark}${digest}`;
  }

  account(system: string, accountId: string): string {
    return this.of('account', system, accountId);
  }

  customer(id: string): string {
    return this.of('customer', id);
  }
}

/** Null when nothing was ever erased. */
export async function readKey(db: Knex): Promise<KeyedHash | null> {
  const { rows } = await db.raw<{ rows: { key: string }[] }>(`select key_text as key from hub_key where purpose = ?`, [
    purpose,
  ]);
  return rows[0] ? new KeyedHash(rows[0].key) : null;
}

/** The key of this hub, made when there is none. */
export async function ensureKey(db: Knex, now: string): Promise<KeyedHash> {
  await db.raw('insert into hub_key (purpose, key_text, created_at) values (?, ?, ?) on conflict do nothing', [
    purpose,
    randomBytes(32).toString('base64url'),
    now,
  ]);
  const key = await readKey(db);
  if (key === null) throw new Error('hub_key: expected the key that was just written, found none');
  return key;
}
