const ofTable =
  /^(?:\/\*!\d+ )?(?:DROP TABLE IF EXISTS|CREATE TABLE|ALTER TABLE|LOCK TABLES|INSERT INTO|UPDATE|DELETE FROM) `?(\w+)`?/;

/**
 * Keeps, line by line, the statements of a dump of MySQL or MariaDB that concern the named tables, and those that concern no
 * table. Loading fifteen tables of four hundred takes a fraction of the time.
 */
export async function* pickTables(lines: AsyncIterable<string>, tables: ReadonlySet<string>): AsyncGenerator<string> {
  let keep = true;
  // Rows may have line breaks in their texts: only after a semicolon, a comment or a blank line can a statement begin.
  let mayBegin = true;
  for await (const line of lines) {
    if (mayBegin) {
      const table = ofTable.exec(line)?.[1];
      keep = table === undefined || tables.has(table);
    }
    if (keep) yield `${line}\n`;
    mayBegin = /;\s*$/.test(line) || line === '' || line.startsWith('--');
  }
}
