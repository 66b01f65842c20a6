/** Rights that change nothing: reading, looking at definitions, and running functions, which the read-only session guards. */
const harmless = new Set([
  'USAGE',
  'SELECT',
  'SHOW VIEW',
  'SHOW DATABASES',
  'PROCESS',
  'REPLICATION CLIENT',
  'BINLOG MONITOR',
  'SLAVE MONITOR',
  'EXECUTE',
  'SHOW_ROUTINE',
]);

/** The rights of one line of SHOW GRANTS that can change something, in words; never the rest of the line (it has a password hash). */
export function rightsInGrant(line: string): string[] {
  const match = /^GRANT (.+?) ON (?:TABLE |FUNCTION |PROCEDURE |PACKAGE (?:BODY )?)?(\S+) TO /i.exec(line);
  if (!match?.[1] || !match[2] || /^PROXY$/i.test(match[1])) return [];
  const where = match[2].replaceAll('`', '');
  const names = match[1].replaceAll(/\s*\([^)]*\)/g, '').split(/\s*,\s*/);
  return names.filter((name) => !harmless.has(name.toUpperCase())).map((name) => `${name.toUpperCase()} on ${where}`);
}

/** Roles that a line of SHOW GRANTS gives: lines without ON. */
export function rolesInGrant(line: string): string[] {
  if (/ ON /i.test(line)) return [];
  const match = /^GRANT (.+?) TO /i.exec(line);
  return match?.[1]?.split(/\s*,\s*/) ?? [];
}

/** `ask` runs a statement and gives the first column of its rows. */
export async function mysqlWriteRights(ask: (sql: string) => Promise<string[]>): Promise<string[]> {
  const rights: string[] = [];
  const seen = new Set<string>();
  const open = ['current_user()'];
  for (const account of open) {
    let lines: string[];
    try {
      lines = await ask(`show grants for ${account}`);
    } catch (error) {
      if (account === 'current_user()') throw error;
      rights.push(`role ${account.replaceAll(/[`']/g, '')}, whose rights can't be seen`);
      continue;
    }
    for (const line of lines) {
      rights.push(...rightsInGrant(line));
      for (const role of rolesInGrant(line))
        if (!seen.has(role)) {
          seen.add(role);
          open.push(role);
        }
    }
  }
  return [...new Set(rights)];
}
