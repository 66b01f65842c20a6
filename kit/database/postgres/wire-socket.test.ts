import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { WireSocket } from './wire-socket.ts';

/** A socket of ours, and the other end of it. */
interface Connected {
  readonly socket: WireSocket;
  readonly peer: Socket;
}

async function connected(server: Server): Promise<Connected> {
  const socket = new WireSocket();
  const [[peer]] = await Promise.all([
    once(server, 'connection') as Promise<[Socket]>,
    once(socket.connect((server.address() as AddressInfo).port, '127.0.0.1'), 'connect'),
  ]);
  return { socket, peer };
}

async function listening(): Promise<Server> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

test('who listens gets data until somebody takes over; then he gets all, and the end is told as ever', async () => {
  const server = await listening();
  const { socket, peer } = await connected(server);
  const heard: Buffer[] = [];
  socket.on('data', (bytes: Buffer) => heard.push(bytes));
  peer.write('first');
  await once(socket, 'data');
  peer.write('second');
  await once(socket, 'data');
  expect(heard.map(String)).toEqual(['first', 'second']);

  const sent = Buffer.alloc(300_000, 'bytes that come in more than one piece ');
  const taken: Buffer[] = [];
  socket.takeOver((bytes, length) => taken.push(Buffer.from(bytes.subarray(0, length))));
  peer.end(sent);
  await once(socket, 'close');
  expect(Buffer.concat(taken).equals(sent)).toBe(true);
  expect(taken.length).toBeGreaterThan(1);
  expect(heard.length).toBe(2);
  expect(socket.writable).toBe(false);
  server.close();
});

test('large answers that are all there are read one in a turn, each whole and in order; a small one comes in between', async () => {
  const server = await listening();
  const order: string[] = [];
  const small = await connected(server);
  small.socket.takeOver(() => order.push('small'));
  const large: Connected[] = [];
  while (large.length < 6) large.push(await connected(server));
  const sent = Buffer.from(Array.from({ length: 300_000 }, (_, at) => at % 251));
  const received = await Promise.all(
    large.map(async ({ socket, peer }, at) => {
      const pieces: Buffer[] = [];
      socket.takeOver((bytes, length) => {
        if (order.push(`large ${String(at)}`) === 1) small.peer.write('small');
        pieces.push(Buffer.from(bytes.subarray(0, length)));
      });
      peer.end(sent);
      await once(socket, 'close');
      return Buffer.concat(pieces);
    }),
  );
  for (const bytes of received) expect(bytes.equals(sent)).toBe(true);
  expect(order.indexOf('small')).toBeLessThanOrEqual(2);
  small.socket.destroy();
  server.close();
});

test('a connection that ends while a piece of it waits its turn gives nothing more, and holds up nobody', async () => {
  const server = await listening();
  const all: Connected[] = [];
  while (all.length < 4) all.push(await connected(server));
  const sent = Buffer.alloc(60_000, 'more than a small piece ');
  const taken = new Map<WireSocket, number>(all.map(({ socket }) => [socket, 0]));
  const ended: WireSocket[] = [];
  for (const { socket } of all)
    socket.takeOver((_, length) => {
      taken.set(socket, (taken.get(socket) ?? 0) + length);
      const waiting = all.find((one) => one.socket.bytesRead > 0 && taken.get(one.socket) === 0);
      if (!waiting || ended.length > 0) return;
      ended.push(waiting.socket);
      waiting.socket.destroy();
    });
  await Promise.all(
    all.map(({ socket, peer }) => {
      peer.on('error', () => undefined);
      peer.end(sent);
      return once(socket, 'close');
    }),
  );
  expect(ended).toHaveLength(1);
  for (const { socket } of all) expect(taken.get(socket)).toBe(socket === ended[0] ? 0 : sent.length);
  server.close();
});
