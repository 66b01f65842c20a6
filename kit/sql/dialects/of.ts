import type { Dialect } from '../../database/database.ts';
import type { SqlDialect } from './dialect.ts';
import { mysql } from './mysql.ts';
import { postgres } from './postgres.ts';
import { sqlite } from './sqlite.ts';

const dialects: Readonly<Record<Dialect, SqlDialect>> = { postgres, mysql, sqlite };

export const sqlDialect = (name: Dialect): SqlDialect => dialects[name];
