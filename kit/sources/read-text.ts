import { readFileSync, statSync } from 'node:fs';
import type { Problem } from './problem.ts';

/** Larger files are no mappings: somebody put a dump there. */
const mostBytes = 1024 * 1024;

/** Text of a file in UTF-8 (with or without byte order mark), or what is wrong with it. */
export function readTextFile(file: string): string | Problem {
  const problem = (expected: string, found: string, action: string): Problem => ({
    file,
    line: 1,
    column: 1,
    expected,
    found,
    action,
  });
  try {
    const stat = statSync(file);
    if (!stat.isFile()) return problem('a file', 'a folder', 'remove or rename it');
    if (stat.size > mostBytes)
      return problem(
        `at most ${mostBytes} bytes`,
        `${stat.size} bytes`,
        'keep one SELECT in the file; a dump of data does not belong here',
      );
    const bytes = readFileSync(file);
    if (bytes.includes(0)) return problem('text in UTF-8', 'binary data or UTF-16', 'save the file as UTF-8');
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError)
      return problem('text in UTF-8', 'bytes that are not UTF-8', 'save the file as UTF-8');
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return problem(
      'a file that can be read',
      `an error of the operating system (${code})`,
      'check that the file exists and may be read',
    );
  }
}
