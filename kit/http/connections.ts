import { maxHeaderSize, STATUS_CODES, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyHttpOptions, FastifyInstance } from 'fastify';
import type { ErrorCode } from '../errors/catalogue.ts';

/** How long and how many connections may keep the server busy without asking anything whole. */
export interface ConnectionLimits {
  /** Milliseconds within which the header of a request must be there, from the connection or from its first byte. */
  readonly headersTimeoutMs: number;
  /** Milliseconds within which the whole request must be there. */
  readonly receiveTimeoutMs: number;
  /** Milliseconds that a connection stays open that is unused, or whose client reads nothing of its answer; longer than that of the load balancer in front. */
  readonly keepAliveMs: number;
  /** Most connections; the next one is closed at once. */
  readonly connections: number;
  readonly headerBytes: number;
}

export const connectionDefaults: ConnectionLimits = {
  headersTimeoutMs: 10_000,
  receiveTimeoutMs: 30_000,
  keepAliveMs: 72_000,
  connections: 10_000,
  headerBytes: maxHeaderSize,
};

/** What fastify and Node need to hold these limits. */
export function serverOptions(limits: ConnectionLimits) {
  return {
    requestTimeout: limits.receiveTimeoutMs,
    keepAliveTimeout: limits.keepAliveMs,
    http: {
      headersTimeout: Math.min(limits.headersTimeoutMs, limits.receiveTimeoutMs),
      // Node looks for late ones only so often.
      connectionsCheckingInterval: Math.max(50, Math.min(1_000, limits.headersTimeoutMs / 4)),
      maxHeaderSize: limits.headerBytes,
    },
    clientErrorHandler: refuseBytes,
  } satisfies FastifyHttpOptions<Server>;
}

export function limitConnections(
  app: FastifyInstance,
  { connections, keepAliveMs }: ConnectionLimits,
  open: ReadonlySet<Socket>,
): void {
  app.server.maxConnections = connections;
  const look = (): void => {
    for (const socket of open) if (socket.writableNeedDrain && !socket.timeout) endUnread(socket, keepAliveMs);
  };
  const timer = setInterval(look, Math.max(50, Math.min(1_000, keepAliveMs / 4))).unref();
  app.server.once('close', () => {
    clearInterval(timer);
  });
}

/** Closes a connection whose client does not take what is written: it would hold its answers for ever. A slow one takes something now and then. */
function endUnread(socket: Socket, afterMs: number): void {
  socket.setTimeout(afterMs);
  socket.once('drain', () => socket.setTimeout(0));
}

const code: ErrorCode = 'BAD_REQUEST';

/** Answers what is no HTTP request, or came too slowly to become one: there is no request to reply to yet. */
function refuseBytes(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const [status, message] = refusal(error.code);
  const body = JSON.stringify({ errors: [{ message, extensions: { code } }] });
  if (socket.writable)
    socket.write(
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
        `Content-Type: application/json; charset=utf-8\r\nConnection: close\r\n\r\n${body}`,
    );
  socket.destroySoon();
}

function refusal(cause: string | undefined): [status: number, message: string] {
  if (cause === 'ERR_HTTP_REQUEST_TIMEOUT') return [408, 'The request did not arrive in time.'];
  if (cause === 'HPE_HEADER_OVERFLOW') return [431, 'The header of the request is too large.'];
  return [400, 'This is not an HTTP request.'];
}
