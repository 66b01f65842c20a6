import { expect, it } from 'vitest';
import { createMetrics } from './metrics.ts';

const name = '[a-zA-Z_:][\\w:]*';
const help = new RegExp(`^# HELP (${name}) (?:[^\\\\]|\\\\\\\\|\\\\n)+$`);
const type = new RegExp(`^# TYPE (${name}) (counter|gauge|histogram)$`);
const label = '[a-zA-Z_]\\w*="(?:[^"\\\\]|\\\\[\\\\"n])*"';
const sample = new RegExp(`^(${name})(?:\\{(${label}(?:,${label})*)\\})? (\\d\\S*)$`);

interface Sample {
  readonly name: string;
  readonly labels: string;
  readonly value: number;
}

/** Reads the text format 0.0.4 of Prometheus by its rules; throws at the first line that breaks one. */
function read(text: string): Map<string, { readonly kind: string; readonly samples: Sample[] }> {
  const families = new Map<string, { kind: string; samples: Sample[] }>();
  const lines = text.split('\n');
  if (lines.pop() !== '') throw new Error('the last line does not end');
  let helped = '';
  let [family, seen] = ['', new Set<string>()];
  for (const line of lines.filter((one) => one !== '')) {
    const [, described] = help.exec(line) ?? [];
    const [, typed, kind = ''] = type.exec(line) ?? [];
    const [, series, labels = '', value] = sample.exec(line) ?? [];
    if (described !== undefined) helped = described;
    else if (typed !== undefined && typed === helped && !families.has(typed)) {
      [family, seen] = [typed, new Set()];
      families.set(typed, { kind, samples: [] });
    } else if (series !== undefined && !seen.has(`${series}{${labels}`) && Number.isFinite(Number(value))) {
      seen.add(`${series}{${labels}`);
      const { samples = [], kind: of = '' } = families.get(family) ?? {};
      if ((of === 'histogram' ? series.replace(/_(bucket|sum|count)$/, '') : series) !== family) throw new Error(line);
      samples.push({ name: series, labels, value: Number(value) });
    } else throw new Error(line);
  }
  return families;
}

it('what /metrics says can be read by the rules, whatever systems and operations are called', async () => {
  const metrics = createMetrics({ ofProcess: false });
  const odd = 'a "name"\\with\nlines,}{=é';
  metrics.rows.inc({ system: odd }, 3);
  metrics.operationRequests.inc({ operation: odd, outcome: 'ok' });
  for (const seconds of [0, 0.001, 0.2, 31, 1e9])
    metrics.statementDuration.observe({ system: odd, outcome: 'ok' }, seconds);
  const families = read(await metrics.registry.metrics());
  expect(families.size).toBeGreaterThan(25);
  const written = 'a \\"name\\"\\\\with\\nlines,}{=é';
  expect(families.get('hub_source_rows_total')?.samples).toEqual([
    { name: 'hub_source_rows_total', labels: `system="${written}"`, value: 3 },
  ]);
  const duration = families.get('hub_source_statement_duration_seconds')?.samples ?? [];
  const buckets = duration.filter((one) => one.name.endsWith('_bucket'));
  expect(buckets.map(({ labels }) => /le="([^"]+)"/.exec(labels)?.[1]).at(-1)).toBe('+Inf');
  expect(buckets.map(({ value }) => value)).toEqual([2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 5]);
  expect(duration.find((one) => one.name.endsWith('_count'))?.value).toBe(5);
});
