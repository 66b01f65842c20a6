import { Agent, createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** What goes wrong with a subgraph that answers over HTTP. */
export const httpFaults = ['dead', 'hung', 'drip', 'status 500', 'not JSON', 'reset'] as const;
export type HttpFault = (typeof httpFaults)[number];

export interface HttpProxy {
  /** The subgraph, as the gateway sees it. */
  readonly url: string;
  /** Null is calm. */
  behave(fault: HttpFault | null): Promise<void>;
  stop(): Promise<void>;
}

/** Milliseconds between two bytes of a dripping answer. */
const dropMs = 20;

/** Stands between the gateway and a subgraph at `target`, and misbehaves as told. `random` is from 0 to 1. */
export async function startHttpProxy(target: string, random: () => number): Promise<HttpProxy> {
  let fault: HttpFault | null = null;
  const agent = new Agent({ keepAlive: true });
  const sockets = new Set<Socket>();
  const drops = new Set<NodeJS.Timeout>();
  const forward = (request: IncomingMessage, body: Buffer, done: (status: number, answer: Buffer) => void): void => {
    const { host: _host, ...headers } = request.headers;
    const onward = send(target, { method: request.method, headers, agent }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        done(answer.statusCode ?? 500, Buffer.concat(chunks));
      });
    });
    onward.on('error', () => request.socket.destroy());
    onward.end(body);
  };
  const drip = (response: ServerResponse, status: number, answer: Buffer): void => {
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': answer.length });
    let at = 0;
    const timer = setInterval(() => {
      response.write(answer.subarray(at, (at += 1)));
      if (at < answer.length && !response.destroyed) return;
      clearInterval(timer);
      drops.delete(timer);
      response.end();
    }, dropMs);
    drops.add(timer);
  };
  const answer = (request: IncomingMessage, response: ServerResponse, body: Buffer): void => {
    if (fault === 'hung') return;
    if (fault === 'status 500') response.writeHead(500).end('{"errors":[{"message":"secret"}]}');
    else if (fault === 'not JSON') response.end('<html>secret</html>');
    else if (fault === 'reset' && random() < 0.5) request.socket.resetAndDestroy();
    else
      forward(request, body, (status, bytes) => {
        if (fault === 'drip') drip(response, status, bytes);
        else response.writeHead(status, { 'content-type': 'application/json' }).end(bytes);
      });
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      answer(request, response, Buffer.concat(chunks));
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const listen = (port: number): Promise<void> => new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  const close = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    async behave(next) {
      const was = fault;
      fault = next;
      if (next === 'dead') await close();
      else if (was === 'dead') await listen(port);
    },
    async stop() {
      drops.forEach(clearInterval);
      if (server.listening) await close();
      agent.destroy();
    },
  };
}
