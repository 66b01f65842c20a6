import { HubError } from '../../../kit/errors/hub-error.ts';
import { decodeCursor, encodeCursor } from '../../../kit/resolvers/cursor.ts';
import type { SetCall } from '../../../kit/resolvers/field.ts';
import { connection, wantsRows, type Connection } from '../../../kit/resolvers/page.ts';
import { pageSize } from '../../../kit/resolvers/page-size.ts';
import type { HubReader } from '../store/reader.ts';
import { countDecisions, readDecisions, type DecisionWhere } from './read-decisions.ts';

/** What the arguments of `decisions` can be, by the SDL. */
interface PageArguments {
  where?: DecisionWhere | null;
  first?: number | null;
  after?: string | null;
}

const list = 'decisions';

function placeOf(after: string | null | undefined): string | null {
  if (after == null) return null;
  const [sequence] = decodeCursor(list, after, 1).decoded;
  if (sequence != null && /^\d{1,18}$/.test(sequence)) return sequence;
  throw new HubError('BAD_USER_INPUT', 'after: expected a cursor of decisions. Take it from pageInfo.endCursor.');
}

/** The decisions that a filter lets through, newest first. */
export async function decisionsPage(reader: HubReader, { args, context, selection }: SetCall): Promise<Connection> {
  const { where, first, after }: PageArguments = args;
  const size = pageSize(first);
  const before = placeOf(after);
  const [rows, totalCount] = await Promise.all([
    wantsRows(selection) ? readDecisions(reader, { where: where ?? {}, limit: size + 1, before }, context) : [],
    selection.has('totalCount') ? countDecisions(reader, where ?? {}, context) : null,
  ]);
  return connection(
    rows,
    {
      first: size,
      hasPreviousPage: before !== null,
      cursor: ({ sequence }) => encodeCursor(list, { system: 'hub', raw: [sequence], decoded: [sequence] }),
      node: ({ decision }) => decision,
    },
    totalCount,
  );
}
