import type { Clock } from '../../../kit/context.ts';
import type { SetCall } from '../../../kit/resolvers/field.ts';
import { readingsBySystem, type SystemReading } from '../store/read-sources.ts';
import type { HubReader } from '../store/reader.ts';
import { freshnessOf } from './freshness.ts';

/** `Query.sources`: what is configured, with what the last sync made of it. */
export async function listSources(reader: HubReader, { sources, context, selection }: SetCall, clock: Clock) {
  const counts = selection.has('accountCount');
  const needsStore = counts || selection.has('asOf') || selection.has('freshness');
  const readings = needsStore ? await readingsBySystem(reader, { counts }, context) : new Map<string, SystemReading>();
  return sources.map((source) => {
    const { accountCount, asOf } = readings.get(source.system) ?? { accountCount: 0, asOf: null };
    return {
      system: source.system,
      title: source.title,
      serves: source.serves,
      accountCount,
      asOf,
      freshness: freshnessOf(asOf, clock.now(), source.freshness),
    };
  });
}
