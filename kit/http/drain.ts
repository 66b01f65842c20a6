import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

export interface StopOptions {
  /** Milliseconds to keep serving after readiness turned false, so that whoever balances load can turn away. */
  readonly graceMs?: number;
  /** Milliseconds to wait for requests in flight after that; then their connections are cut. */
  readonly closeWithinMs?: number;
}

export interface Drain {
  readonly draining: boolean;
  /** Grace, then no new connections, then requests in flight, then closed. Calling it again waits for the same end. */
  stop(options?: StopOptions): Promise<void>;
}

/** Ends a server without losing a request: while draining, each answer asks its client to open a new connection elsewhere. */
export function drainOf(app: FastifyInstance, open: ReadonlySet<Socket>): Drain {
  let draining = false;
  let ended: Promise<void> | undefined;
  const closeUnused = unusedConnections(app, open);
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (draining) void reply.header('connection', 'close');
    done();
  });
  const end = async ({ graceMs = 0, closeWithinMs = 10_000 }: StopOptions): Promise<void> => {
    draining = true;
    if (graceMs > 0) await sleep(graceMs);
    const sweep = setInterval(closeUnused, 20);
    const cut = setTimeout(() => {
      app.server.closeAllConnections();
    }, closeWithinMs);
    await app.close().finally(() => {
      clearInterval(sweep);
      clearTimeout(cut);
    });
  };
  return {
    get draining() {
      return draining;
    },
    stop: (options = {}) => (ended ??= end(options)),
  };
}

const answers = Symbol('answers');

/** A connection, and how many answers are under way on it: a client may ask again before it is answered. No Set of those: see kit/places.ts. */
type Connection = Socket & { [answers]?: number };

/**
 * Closes connections without a request under way. Node's own closeIdleConnections() leaves those on which nothing was
 * ever sent, and browsers and pools open such: the server would wait for them for ever.
 */
function unusedConnections(app: FastifyInstance, open: ReadonlySet<Connection>): () => void {
  function rest(this: ServerResponse): void {
    const socket: Connection = this.req.socket;
    socket[answers] = (socket[answers] ?? 1) - 1;
  }
  app.server.on('request', ({ socket }: { socket: Connection }, response) => {
    socket[answers] = (socket[answers] ?? 0) + 1;
    response.on('close', rest);
  });
  // Only on the second look: what has just connected may be about to ask.
  let unused = new Set<Connection>();
  return () => {
    for (const socket of unused) if (open.has(socket) && !socket[answers]) socket.destroy();
    unused = new Set([...open].filter((socket) => !socket[answers]));
  };
}
