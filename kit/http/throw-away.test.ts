import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { throwAway } from './throw-away.ts';

const head = 'POST / HTTP/1.1\r\nHost: hub\r\n';
const bodyBytes = 900_000;
/** One that is being read, and one that lies ready. */
const mostBytes = 2 * 65_536;
let server: Server;

afterEach(() => server.close());

it('of a body that nobody wants one piece is read in a turn of the event loop, and the connection goes on', async () => {
  let mostInTurn = 0;
  let requests = 0;
  server = createServer((request, response) => {
    requests += 1;
    response.end(`answer ${String(requests)}.`);
    if (requests > 1) return;
    throwAway(request, setImmediate);
    let before = request.socket.bytesRead;
    const look = (): void => {
      const { bytesRead } = request.socket;
      mostInTurn = Math.max(mostInTurn, bytesRead - before);
      before = bytesRead;
      if (!request.complete) setImmediate(look);
    };
    look();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const socket = connect({ port, host: '127.0.0.1' });
  let received = '';
  socket.on('data', (data: Buffer) => (received += data.toString()));
  socket.write(`${head}Content-Length: ${String(bodyBytes)}\r\n\r\n`);
  socket.write(Buffer.alloc(bodyBytes));
  socket.write(`${head}Content-Length: 0\r\n\r\n`);
  await expect.poll(() => received, { timeout: 10_000 }).toMatch(/answer 1\.[^]*answer 2\./);
  expect(mostInTurn).toBeGreaterThan(0);
  expect(mostInTurn).toBeLessThanOrEqual(mostBytes);
  socket.destroy();
});
