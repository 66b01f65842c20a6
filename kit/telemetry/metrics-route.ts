import { createServer } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Metrics } from './metrics.ts';

const path = '/metrics';

/** Metrics beside GraphQL, on the same port. */
export function metricsRoute(app: FastifyInstance, { registry }: Metrics): void {
  app.get(path, async (_request, reply) =>
    reply
      .header('cache-control', 'no-store')
      .type(registry.contentType)
      .send(await registry.metrics()),
  );
}

export interface MetricsServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** Metrics on a port of their own, and nothing else there. */
export async function metricsServer(
  { registry }: Metrics,
  options: { host: string; port: number; log: Logger },
): Promise<MetricsServer> {
  const { host, port, log } = options;
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url?.split('?')[0] !== path) {
      response.writeHead(404).end();
      return;
    }
    registry
      .metrics()
      .then((text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text))
      .catch((error: unknown) => {
        log.error({ err: error }, 'the metrics could not be read');
        response.writeHead(500).end();
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
