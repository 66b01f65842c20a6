import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** The connections of a server, as long as they are open. */
export function openConnections(app: FastifyInstance): ReadonlySet<Socket> {
  const open = new Set<Socket>();
  app.server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => {
      open.delete(socket);
    });
  });
  return open;
}
