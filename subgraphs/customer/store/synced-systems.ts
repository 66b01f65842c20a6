/**
 * SQL: `system` of every run of a customers feed, each once. PostgreSQL has no plan that goes from one value of an index to the
 * next, so it is told to: a step for each system, however many runs there are.
 */
export const syncedSystems = `
  with recursive synced (system) as (
    (select min(system) from sync_run where feed = 'customers')
    union all
    select (select min(r.system) from sync_run r where r.feed = 'customers' and r.system > synced.system)
    from synced where synced.system is not null)
  select system from synced where system is not null`;
