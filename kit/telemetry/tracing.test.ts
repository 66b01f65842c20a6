import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { telemetryEnv } from './env.ts';
import { printTraces } from './print-traces.ts';
import { openTelemetry } from './telemetry.ts';
import { recorded } from './testing/recorded.ts';
import { tracingWith } from './sdk-tracing.ts';

const log = pino({ level: 'silent' });
const about = { service: 'gateway', host: '127.0.0.1', log };

interface Delivery {
  readonly path: string | undefined;
  readonly header: unknown;
  readonly body: string;
}

async function collector({ answers = true } = {}) {
  const deliveries: Delivery[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      deliveries.push({ path: request.url, header: request.headers['x-key'], body });
      if (answers) response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = (): Promise<unknown> => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { deliveries, url, stop };
}

describe('traces', () => {
  it.each([
    {},
    { OTEL_TRACES_EXPORTER: 'none', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318' },
    { OTEL_SDK_DISABLED: 'true', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318' },
  ])('are off with %o', async (env) => {
    expect((await openTelemetry(telemetryEnv({ ...env, HUB_METRICS: 'false' }), about)).tracing).toBeNull();
  });

  it('are delivered to the collector by the standard variables, the last ones when the process ends', async () => {
    const { url, deliveries, stop } = await collector();
    const env = telemetryEnv({
      OTEL_EXPORTER_OTLP_ENDPOINT: url,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-key=a%20key==',
      OTEL_SERVICE_NAME: 'front',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
      HUB_METRICS: 'false',
    });
    const telemetry = await openTelemetry(env, about);
    telemetry.tracing?.incoming('POST /graphql', {}, {}).end();
    expect(deliveries).toEqual([]);
    await telemetry.stop();
    expect(deliveries).toMatchObject([{ path: '/v1/traces', header: 'a key==' }]);
    for (const part of ['"front"', '"deployment.environment.name"', '"POST /graphql"'])
      expect(deliveries[0]?.body).toContain(part);
    await stop();
  });

  it('keep nobody from ending when the collector is away', async () => {
    const { url, stop } = await collector();
    await stop();
    const lines: string[] = [];
    const telemetry = await openTelemetry(
      telemetryEnv({ OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_EXPORTER_OTLP_TIMEOUT: '100', HUB_METRICS: 'false' }),
      { ...about, log: pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) }) },
    );
    telemetry.tracing?.incoming('POST /graphql', {}, {}).end();
    await telemetry.stop();
    expect(lines.join('')).toContain('traces could not be delivered');
    expect(lines.join('')).not.toContain(url);
  });

  it('keep nobody from ending when the collector takes them and says nothing', async () => {
    const { url, deliveries, stop } = await collector({ answers: false });
    const lines: string[] = [];
    const telemetry = await openTelemetry(telemetryEnv({ OTEL_EXPORTER_OTLP_ENDPOINT: url, HUB_METRICS: 'false' }), {
      ...about,
      log: pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) }),
    });
    telemetry.tracing?.incoming('POST /graphql', {}, {}).end();
    const from = performance.now();
    await telemetry.stop();
    expect(performance.now() - from).toBeLessThan(2_500);
    expect([deliveries.length, lines.length]).toEqual([1, 1]);
    expect(lines[0]).toContain('traces could not be delivered');
    await stop();
  });

  it('are printed as an indented list, whole', () => {
    const written: string[] = [];
    const settings = { serviceName: null, resource: {}, sampler: 'always_on', ratio: 1 } as const;
    const tracing = tracingWith(printTraces({ write: (text) => written.push(text) }), settings, 'gateway');
    const http = tracing.incoming('POST /graphql', {}, {});
    const operation = http.child('query', { attributes: { 'graphql.operation.name': 'Orders' } });
    const statement = operation.child('SELECT crm');
    statement.fail('LEGACY_TIMEOUT');
    statement.end();
    operation.end();
    expect(written).toEqual([]);
    http.end();
    expect(
      written
        .join('')
        .replace(/[0-9a-f]{32}/, 'ID')
        .replaceAll(/\d+\.\d ms/g, '1.0 ms'),
    ).toBe(
      'trace ID\n  POST /graphql  1.0 ms\n    query  1.0 ms  graphql.operation.name=Orders\n' +
        '      SELECT crm  1.0 ms  error.type=LEGACY_TIMEOUT\n',
    );
  });

  it.each([
    ['always_on', 1, [true, true, true]],
    ['always_off', 1, [false, false, false]],
    ['traceidratio', 0, [false, false, false]],
    ['parentbased_always_on', 1, [true, true, false]],
    ['parentbased_always_off', 1, [false, true, false]],
    ['parentbased_traceidratio', 0, [false, true, false]],
  ] as const)('are sampled by %s %d', (sampler, ratio, expected) => {
    const { tracing, spans } = recorded('gateway', { sampler, ratio });
    const from = (flags: string) => ({ traceparent: `00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-${flags}` });
    const isRecorded = [{}, from('01'), from('00')].map((headers) => {
      const before = spans().length;
      const trace = tracing?.incoming('one', headers, {});
      trace?.child('two').end();
      trace?.end();
      return spans().length > before;
    });
    expect(isRecorded).toEqual(expected);
  });
});
