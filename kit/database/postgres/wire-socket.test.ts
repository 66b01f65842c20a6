import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { WireSocket } from './wire-socket.ts';

test('who listens gets data until somebody takes over; then he gets all, and the end is told as ever', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = new WireSocket();
  const heard: Buffer[] = [];
  socket.on('data', (bytes: Buffer) => heard.push(bytes));
  const [[peer]] = await Promise.all([
    once(server, 'connection') as Promise<[Socket]>,
    once(socket.connect((server.address() as AddressInfo).port, '127.0.0.1'), 'connect'),
  ]);
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
