import type { RawRow } from '../database.ts';
import type { PostgresConnection } from './connection.ts';

/** Most rights that are listed one by one. */
const most = 20;

/**
 * Rights of the account and of every role that it may take on. Temporary tables are left out: every account may have
 * them, and they are no data of the system. Functions that run with their owner's rights cannot be seen through.
 */
const question = `
with roles as (select oid, rolname from pg_roles where pg_has_role(current_user, oid, 'MEMBER')),
rights as (
  select 1 as rank, 'superuser' as right from pg_roles where rolname = current_user and rolsuper
  union all
  select 2, format('CREATE on database %I', current_database())
   where exists (select from roles r where has_database_privilege(r.oid, current_database(), 'CREATE'))
  union all
  select 3, format('CREATE on schema %I', n.nspname) from pg_namespace n
   where n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
     and exists (select from roles r where has_schema_privilege(r.oid, n.oid, 'CREATE'))
  union all
  select 4, format('%s on %I.%I', p.name, n.nspname, c.relname)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    cross join lateral (
      select string_agg(w.name, ', ' order by w.rank) as name
        from (values (1, 'INSERT'), (2, 'UPDATE'), (3, 'DELETE'), (4, 'TRUNCATE')) as w(rank, name)
       where exists (select from roles r where
               case when c.relkind = 'S' then w.name = 'UPDATE' and has_sequence_privilege(r.oid, c.oid, 'UPDATE, USAGE')
                    when w.name in ('INSERT', 'UPDATE') then has_any_column_privilege(r.oid, c.oid, w.name)
                    else has_table_privilege(r.oid, c.oid, w.name) end)
    ) p
   where c.relkind in ('r', 'p', 'v', 'f', 'S') and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
     and p.name is not null
)
select "right", count(*) over () as total from rights order by rank, "right" limit ${String(most)}`;

export async function writeRights(connection: PostgresConnection): Promise<string[]> {
  const { rows } = await connection.query<RawRow>(question);
  const rights = rows.map((row) => row['right'] ?? '');
  const total = Number(rows[0]?.['total'] ?? 0);
  return total > most ? [...rights, `and ${String(total - most)} more`] : rights;
}
