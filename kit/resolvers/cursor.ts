import { z } from 'zod';
import { HubError } from '../errors/hub-error.ts';
import type { Keyset } from '../sql/plan.ts';

const values = z.array(z.string().nullable()).max(16);
const shape = z.strictObject({ l: z.string(), s: z.string(), r: values, d: values });

/** An opaque cursor: where a row stands in one list (`list` names it, so that a cursor of another list is refused). */
export function encodeCursor(list: string, at: Keyset): string {
  return Buffer.from(JSON.stringify({ l: list, s: at.system, r: at.raw, d: at.decoded })).toString('base64url');
}

/** Throws BAD_USER_INPUT for anything that `encodeCursor` of the same list did not make. */
export function decodeCursor(list: string, cursor: string, width: number): Keyset {
  try {
    const found = shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    if (found.l === list && found.r.length === width && found.d.length === width)
      return { system: found.s, raw: found.r, decoded: found.d };
  } catch {
    // falls through to the one message for all malformed cursors
  }
  throw new HubError(
    'BAD_USER_INPUT',
    `after: expected a cursor that this list (${list}) gave out, found something else. Take it from pageInfo.endCursor.`,
  );
}
