import type { GraphQLError } from 'graphql';
import type { RequestContext } from '../../../../kit/context.ts';
import { SourceLedger, type SourceReport } from '../../../../kit/source-ledger.ts';
import { answerOf, type CallableSubgraph } from '../../../calls/answer-of.ts';
import type { SubgraphAnswer, SubgraphRequest } from '../../../calls/subgraph-call.ts';
import type { BoundedCache, Kept } from '../bounded-cache.ts';
import { cacheUse, type CacheUse } from '../cache-use.ts';
import { isPassing, warningsOf } from '../faults.ts';
import { cachePartition } from '../partition.ts';
import type { Policy } from '../policy/policy.ts';
import { datedLines, recordKept, recordStoodIn } from '../source-lines.ts';
import type { Part, Parts } from './parts.ts';

export interface KeptPart extends Kept {
  /** JSON: every reader gets objects of its own. */
  readonly text: string;
  readonly sources: readonly SourceReport[];
}

export interface KeptFetch {
  readonly cache: BoundedCache<KeptPart>;
  /** Names supergraph, subgraph and what is selected. */
  readonly prefix: string;
  readonly policy: Policy;
  readonly parts: Parts;
  /** Milliseconds after its end in which a part stands in for one that fails. */
  readonly staleMs: number;
}

/** One answer on its way. */
interface Going {
  readonly fetch: KeptFetch;
  readonly context: RequestContext;
  readonly use: CacheUse;
  readonly now: number;
  /** Of the cache, when the fetch began. */
  readonly edition: number;
  readonly keys: readonly string[];
  readonly kept: readonly (KeptPart | undefined)[];
  readonly values: unknown[];
}

/** Answers a fetch from what is kept, and asks the subgraph only for what is missing. */
export async function answerKept(
  fetch: KeptFetch,
  subgraph: CallableSubgraph,
  asked: SubgraphRequest,
  context: RequestContext,
): Promise<SubgraphAnswer> {
  const partition = cachePartition(context);
  const use = cacheUse(context);
  // What is somebody's own is kept for nobody in particular by no one.
  if (use.wish === 'no-store' || (fetch.policy.scope === 'PRIVATE' && partition === ''))
    return answerOf(subgraph, asked, context);
  const now = context.clock.now();
  const keys = fetch.parts.keysOf(asked).map((key) => `${fetch.prefix} ${partition} ${key}`);
  const kept = use.wish === 'any' ? keys.map((key) => fetch.cache.get(key, now)) : [];
  const { edition } = fetch.cache;
  const going: Going = { fetch, context, use, now, edition, keys, kept, values: keys.map(() => null) };
  const missing = takeFresh(going);
  if (missing.length === 0) return { data: fetch.parts.dataOf(going.values), errors: [] };
  const ledger = new SourceLedger();
  const answer = await answerOf(subgraph, fetch.parts.only(asked, missing), { ...context, ledger });
  const { errors, isWhole } = takeAnswer(going, missing, answer, ledger.report());
  return { data: isWhole ? fetch.parts.dataOf(going.values) : answer.data, errors };
}

/** Fills in what is fresh; gives the positions of the rest. */
function takeFresh({ context, use, now, kept, values }: Going): number[] {
  const missing: number[] = [];
  const used = new Set<KeptPart['sources']>();
  for (const position of values.keys()) {
    const part = kept[position];
    if (!part || now >= part.freshUntil) {
      missing.push(position);
      continue;
    }
    values[position] = JSON.parse(part.text);
    use.ageMs = Math.max(use.ageMs, now - part.from);
    use.leftMs = Math.min(use.leftMs, part.freshUntil - now);
    used.add(part.sources);
  }
  use.hits += values.length - missing.length;
  use.misses += missing.length;
  for (const sources of used) recordKept(context.ledger, sources);
  return missing;
}

/** Fills in what came, and what stands in for what did not; keeps what is sound. */
function takeAnswer(
  going: Going,
  missing: readonly number[],
  answer: SubgraphAnswer,
  lines: readonly SourceReport[],
): { errors: GraphQLError[]; isWhole: boolean } {
  const { fetch, context, kept, values } = going;
  const isSound = lines.every(({ status }) => status === 'OK');
  const sources = isSound ? datedLines(lines, going.now) : [];
  const errors: GraphQLError[] = [];
  const stale: KeptPart[] = [];
  for (const [at, part] of fetch.parts.of(answer, missing.length).entries()) {
    const position = missing[at] ?? at;
    const old = kept[position];
    if (old && part.errors.length > 0 && part.errors.every(isPassing)) {
      values[position] = JSON.parse(old.text);
      stale.push(old);
      going.use.warnings.push(...warningsOf(part.errors));
      continue;
    }
    values[position] = part.value;
    for (const error of part.errors) errors.push(fetch.parts.at(error, position));
    if (isSound) keep(going, position, part, sources);
  }
  noteStale(going, stale);
  recordStoodIn(context.ledger, { lines, isHealed: errors.length === 0, stale: stale.flatMap((old) => old.sources) });
  return { errors, isWhole: answer.data !== null || missing.length < values.length || stale.length > 0 };
}

function keep(
  { fetch, keys, now, edition }: Going,
  position: number,
  part: Part,
  sources: readonly SourceReport[],
): void {
  const key = keys[position];
  if (key === undefined || part.errors.length > 0 || part.value === null) return;
  const text = JSON.stringify(part.value);
  const freshUntil = now + fetch.policy.maxAge * 1_000;
  const goneAt = freshUntil + fetch.staleMs;
  fetch.cache.set(key, { from: now, freshUntil, goneAt, size: text.length, text, sources }, edition);
}

function noteStale({ use, now }: Going, stale: readonly KeptPart[]): void {
  if (stale.length === 0) return;
  use.stale += stale.length;
  use.leftMs = 0;
  for (const { from } of stale) use.ageMs = Math.max(use.ageMs, now - from);
}
