import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { Secret } from '../env/secret.ts';
import { KnexConnections } from './knex-connections.ts';
import { postgresDriver } from './postgres/driver.ts';

const loggedIn = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0]);
const ready = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);

/** Lets everybody in, answers so many simple queries, and then is as a line that went dead: no answer, no end. */
async function serverThatDies(afterQueries: number) {
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket)).on('error', () => undefined);
    let left = afterQueries;
    socket.once('data', () => {
      socket.write(Buffer.concat([loggedIn, ready]));
      socket.on('data', ([code]: Buffer) => {
        if (String.fromCharCode(code ?? 0) === 'Q' && left-- > 0) socket.write(ready);
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('expected a port');
  const url = new Secret(`postgres://reader:secret@127.0.0.1:${String(address.port)}/shop`);
  const settings = { system: 'shop', url, connections: 1, connectTimeoutMs: 200 };
  return { connections: new KnexConnections(postgresDriver(), settings), open };
}

test('a server that lets us in and then says nothing keeps no connection of ours', async () => {
  const { connections, open } = await serverThatDies(0);
  await expect(connections.open()).rejects.toThrow('no connection within 200 ms');
  await expect.poll(() => [...open].filter((socket) => !socket.readableEnded)).toEqual([]);
});

test('a goodbye that nobody answers ends soon', async () => {
  const { connections } = await serverThatDies(1);
  const connection = await connections.open();
  const start = performance.now();
  await connections.end(connection);
  expect(performance.now() - start).toBeLessThan(2_500);
});
