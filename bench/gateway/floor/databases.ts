import pg from 'pg';

/** The databases of the demo company and the hub's own, by the variables that hold their URLs. */
export const databaseUrls = {
  hub: 'HUB_DATABASE_URL',
  orders: 'DEMO_ORDERS_DATABASE_URL',
  shop: 'DEMO_ORDERS_2_DATABASE_URL',
  desk: 'DEMO_DESK_DATABASE_URL',
  crm: 'DEMO_CRM_DATABASE_URL',
  marketing: 'DEMO_MARKETING_DATABASE_URL',
  erp: 'DEMO_ERP_DATABASE_URL',
} as const;

export type DatabaseName = keyof typeof databaseUrls;

/** A named statement: the server parses and plans it once per connection. */
export interface Statement {
  readonly database: DatabaseName;
  readonly name: string;
  readonly text: string;
}

/** Columns in the order of the select list, as the server writes them. */
export type Row = readonly (string | null)[];

/** Runs a statement. */
export type Ask = (statement: Statement, values: unknown[]) => Promise<readonly Row[]>;

/** Nothing is parsed: SQL gives every value as the answer shows it. */
const asText = { getTypeParser: () => (value: string) => value } as pg.CustomTypesConfig;

/** As few as it is fastest with, 16 requests at a time: the databases share the cores with whoever asks them. */
const connectionsTo = (name: string): number => (name === 'hub' ? 4 : 2);

/** One pool per database; connections end with their server, after the last request. */
export function openDatabases(env: Readonly<Record<string, string | undefined>>): Ask {
  const pools = new Map(
    Object.entries(databaseUrls).map(([name, variable]) => {
      const pool = new pg.Pool({ connectionString: env[variable], max: connectionsTo(name), idleTimeoutMillis: 0 });
      pool.on('error', () => undefined);
      return [name, pool];
    }),
  );
  return async ({ database, name, text }, values) => {
    const pool = pools.get(database);
    if (!pool) throw new Error(`no database ${database}`);
    return (await pool.query({ name, text, values, rowMode: 'array', types: asText })).rows as Row[];
  };
}
