import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { telemetryEnv } from './env.ts';
import { createMetrics } from './metrics.ts';
import { metricsServer } from './metrics-route.ts';
import { openTelemetry } from './telemetry.ts';

const page = readFileSync(new URL('../../docs/observability.md', import.meta.url), 'utf8');
const rows = [...page.matchAll(/^\| `(hub_\w+)` +\| (\w+) +\| (.+?) +\| (.+?) +\|$/gm)].map(
  ([, name, type, labels, help]) => ({ name, type, labels, help }),
);

describe('metrics', () => {
  it('are all in docs/observability.md, in this order and in these words, and no other is', async () => {
    const { registry } = createMetrics({ ofProcess: false });
    const all = await registry.getMetricsAsJSON();
    expect(all.length).toBeGreaterThan(14);
    const labelsOf = (name: string): string => {
      const labels = Reflect.get(registry.getSingleMetric(name) ?? {}, 'labelNames') as string[];
      return labels.map((label) => `\`${label}\``).join(', ') || '-';
    };
    expect(rows).toEqual(
      all.map(({ name, type, help }) => ({ name, type: String(type), labels: labelsOf(name), help })),
    );
  });

  it('are named by convention, and explained', async () => {
    const all = await createMetrics({ ofProcess: true }).registry.getMetricsAsJSON();
    expect(all.length).toBeGreaterThan(30);
    for (const { name, help, type } of all) {
      expect(help.length, name).toBeGreaterThan(10);
      if (name.startsWith('hub_')) {
        expect(name.endsWith('_total'), name).toBe(String(type) === 'counter');
        if (String(type) === 'histogram') expect(name).toMatch(/_seconds$/);
      } else expect(name).toMatch(/^(process|nodejs)_/);
    }
  });

  it('are on a port of their own when one is set, and nothing else is there', async () => {
    const log = pino({ level: 'silent' });
    const server = await metricsServer(createMetrics({ ofProcess: false }), { host: '127.0.0.1', port: 0, log });
    const at = (path: string): Promise<Response> => fetch(`http://127.0.0.1:${server.port}${path}`);
    const found = await at('/metrics');
    expect([found.status, found.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/plain')]);
    expect(await found.text()).toContain('# HELP hub_requests_in_flight GraphQL requests under way.');
    expect((await at('/metrics?scope=all')).status).toBe(200);
    expect((await at('/graphql')).status).toBe(404);
    await server.stop();
  });

  it('are off when the environment says so', async () => {
    const log = pino({ level: 'silent' });
    const telemetry = await openTelemetry(telemetryEnv({ HUB_METRICS: 'false' }), { service: 's', host: '', log });
    expect([telemetry.metrics, telemetry.isBeside]).toEqual([null, false]);
  });
});
