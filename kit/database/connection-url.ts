import type { Dialect } from './database.ts';

const schemes: Readonly<Record<string, Dialect>> = {
  'postgres:': 'postgres',
  'postgresql:': 'postgres',
  'mysql:': 'mysql',
  'mariadb:': 'mysql',
  'sqlite:': 'sqlite',
  'file:': 'sqlite',
};

/** The dialect that a connection URL asks for. The error names what is accepted and never shows the URL. */
export function dialectOf(url: string): Dialect {
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(url)?.[0].toLowerCase() ?? '';
  const dialect = schemes[scheme];
  if (!dialect)
    throw new Error(
      `the connection URL must begin with postgres://, mysql://, mariadb:// or sqlite:, found ${scheme === '' ? 'no scheme' : `"${scheme}"`}`,
    );
  return dialect;
}
