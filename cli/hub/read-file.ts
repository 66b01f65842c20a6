import { readFile } from 'node:fs/promises';
import { Refusal } from '../faults.ts';

/** The text of a file that somebody named. Throws Refusal with what to do. */
export async function readGiven(file: string, toDo: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    const what =
      code === 'ENOENT' ? 'There is no file' : code === 'EISDIR' ? 'Not a file but a folder:' : 'Can not read';
    throw new Refusal(`${what} ${file} (${code}). ${toDo}`);
  }
}
