import { HubError } from '../../../kit/errors/hub-error.ts';
import { decodeCursor, encodeCursor } from '../../../kit/resolvers/cursor.ts';
import type { SetCall } from '../../../kit/resolvers/field.ts';
import { connection, nodeSelection, wantsRows, type Connection } from '../../../kit/resolvers/page.ts';
import { pageSize } from '../../../kit/resolvers/page-size.ts';
import { accountValue, chanceOf } from '../explanation/customer-identity.ts';
import { explainedPairs } from '../explanation/explained-pairs.ts';
import type { Rules } from '../identity/rules/rules.ts';
import { askFor } from '../store/ask.ts';
import type { HubReader } from '../store/reader.ts';
import { countReviews, readReviews, type ReviewWhere } from './read-reviews.ts';

/** Types whose objects a page of reviews makes whole. */
export const reviewValues = ['MatchReview'];

/** What the arguments of `matchReviews` can be, by the SDL. */
interface PageArguments {
  where?: ReviewWhere | null;
  first?: number | null;
  after?: string | null;
}

const list = 'matchReviews';

function placeOf(after: string | null | undefined): readonly string[] | null {
  if (after == null) return null;
  const place = decodeCursor(list, after, 5).decoded.filter((part) => part !== null);
  if (place.length === 5 && /^[\d.]+(e[+-]?\d+)?$/.test(place[0] ?? '')) return place;
  throw new HubError('BAD_USER_INPUT', 'after: expected a cursor of matchReviews. Take it from pageInfo.endCursor.');
}

/** Doubts that a filter lets through, the most valuable first; explained all together where that is selected. */
export async function reviewsPage(
  reader: HubReader,
  rules: Rules,
  { args, context, selection }: SetCall,
): Promise<Connection> {
  const { where, first, after }: PageArguments = args;
  const size = pageSize(first);
  const place = placeOf(after);
  const [rows, totalCount] = await Promise.all([
    wantsRows(selection) ? readReviews(reader, { where: where ?? {}, limit: size + 1, after: place }, context) : [],
    selection.has('totalCount') ? countReviews(reader, where ?? {}, context) : null,
  ]);
  const explained = nodeSelection(selection).has('explanation')
    ? await explainedPairs(
        askFor(reader, context),
        rules,
        rows.slice(0, size).map(({ a, b }) => [a, b] as const),
      )
    : [];
  const reviews = rows.map((review, at) => ({ ...review, explanation: explained[at] ?? null }));
  return connection(
    reviews,
    {
      first: size,
      hasPreviousPage: place !== null,
      cursor: ({ place: at }) => encodeCursor(list, { system: 'hub', raw: [...at], decoded: [...at] }),
      node: ({ a, b, question, weight, value, explanation }) => ({
        question,
        a: accountValue(a),
        b: accountValue(b),
        weight,
        probability: chanceOf(weight),
        value,
        explanation,
      }),
    },
    totalCount,
  );
}
