import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { closeInStages } from './close-in-stages.ts';

const head = 'POST / HTTP/1.1\r\nHost: hub\r\n';
const much = Buffer.alloc(300_000, 'x');
const patience = { timeout: 10_000 };
let server: Server;
const connections = new Set<Socket>();

beforeAll(async () => {
  server = createServer((request, response) => {
    closeInStages(request);
    response.writeHead(413, { connection: 'close', 'content-length': 9 }).end('too large');
  });
  server.on('connection', (socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterAll(() => server.close());

/** A connection that reads nothing yet. */
function open(allowHalfOpen = false): { socket: Socket; received: () => string } {
  let received = '';
  const { port } = server.address() as AddressInfo;
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen });
  socket.on('data', (data: Buffer) => (received += data.toString()));
  socket.on('error', (error) => (received += error.message));
  socket.pause();
  return { socket, received: () => received };
}

it.each([
  ['a length', `${head}Content-Length: 3000000\r\n\r\n`, (bytes: Buffer) => bytes],
  [
    'chunks',
    `${head}Transfer-Encoding: chunked\r\n\r\n`,
    (bytes: Buffer) => Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]),
  ],
])('a hundred clients that write first and read then all read their answer (%s)', async (_, beginning, part) => {
  const clients = Array.from({ length: 100 }, () => open());
  for (const { socket } of clients) socket.write(beginning);
  for (let i = 0; i < 3; i += 1) {
    await sleep(100);
    for (const { socket } of clients) socket.write(part(much));
  }
  for (const { socket } of clients) socket.resume();
  await expect
    .poll(() => clients.filter(({ received }) => received().endsWith('too large')).length, patience)
    .toBe(100);
  expect(clients.filter(({ received }) => !/^HTTP\/1\.1 413 [^]*too large$/.test(received()))).toEqual([]);
  await expect.poll(() => connections.size, patience).toBe(0);
});

it.each([
  ['a length', `${head}Content-Length: 100000000\r\n\r\n`],
  ['chunks', `${head}Transfer-Encoding: chunked\r\n\r\n5f5e100\r\n`],
])('a client that neither reads nor ends is read a little, and closed after a while (%s)', async (_, beginning) => {
  const { socket } = open(true);
  socket.write(beginning);
  socket.write(Buffer.alloc(30_000_000));
  await expect.poll(() => connections.size, patience).toBe(1);
  const [connection] = connections;
  await expect.poll(() => connection?.writableFinished, patience).toBe(true);
  await sleep(500);
  expect(connection?.bytesRead).toBeGreaterThan(1_000_000);
  expect(connection?.bytesRead).toBeLessThan(2_000_000);
  await expect.poll(() => connections.size, patience).toBe(0);
  socket.destroy();
});
