import type { RawRow, ResultColumn } from '../database.ts';
import type { PostgresConnection } from './connection.ts';

/** Columns of a SELECT: planned, opened and closed without fetching a row. Types outside pg_catalog come qualified. */
export async function describeSelect(connection: PostgresConnection, select: string): Promise<ResultColumn[]> {
  const { fields } = await connection.query({ text: `select * from (\n${select}\n) r limit 0`, values: [] });
  const oids = [...new Set(fields.map((f) => f.dataTypeID))];
  const { rows } = await connection.query<RawRow>(
    `select t.oid::text as oid,
            case when n.nspname = 'pg_catalog' then t.typname::text else quote_ident(n.nspname) || '.' || quote_ident(t.typname) end as type
       from pg_type t join pg_namespace n on n.oid = t.typnamespace
      where t.oid = any($1::oid[])`,
    [oids],
  );
  const types = new Map(rows.map((row) => [row['oid'], row['type']]));
  return fields.map((f) => ({ name: f.name, type: types.get(String(f.dataTypeID)) ?? 'unknown' }));
}
