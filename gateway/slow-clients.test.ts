import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectionDefaults } from '../kit/http/connections.ts';
import { gatewayUnderTest, type UnderTest } from './testing/gateway-under-test.ts';

const limits = { headersTimeoutMs: 300, receiveTimeoutMs: 700, connections: 60, headerBytes: 2_048 };
let hub: UnderTest;
const sockets: Socket[] = [];

beforeAll(async () => {
  hub = await gatewayUnderTest({ connections: { ...connectionDefaults, ...limits }, maxBodyBytes: 10_000 });
});
afterEach(() => {
  sockets.splice(0).forEach((socket) => socket.destroy());
});
afterAll(() => hub.stop());

/** A connection of our own: what came back, and whether the server has ended it. */
function open(): { socket: Socket; received: () => string; isClosed: () => boolean } {
  let received = '';
  let isClosed = false;
  const { hostname, port } = new URL(hub.url);
  const socket = connect(Number(port), hostname);
  socket.on('data', (data: Buffer) => (received += data.toString()));
  socket.on('close', () => (isClosed = true));
  socket.on('error', () => undefined);
  sockets.push(socket);
  return { socket, received: () => received, isClosed: () => isClosed };
}

const head = 'POST /graphql HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\n';
const code = (received: string): unknown =>
  (JSON.parse(received.slice(received.indexOf('\r\n\r\n'))) as { errors: { extensions: unknown }[] }).errors[0]
    ?.extensions;
const patience = { timeout: 15_000 };

describe('a client that is slow on purpose', () => {
  it.each<[string, (socket: Socket) => void]>([
    ['says nothing at all', () => undefined],
    ['sends a header byte by byte', (socket) => trickle(socket, `${head}X-Slow: ${'x'.repeat(1_000)}`)],
  ])('and %s is cut off', async (_, behave) => {
    const client = open();
    behave(client.socket);
    await expect.poll(client.isClosed, patience).toBe(true);
    expect(client.received()).toMatch(/^HTTP\/1\.1 408 /);
    expect(code(client.received())).toEqual({ code: 'BAD_REQUEST' });
  });

  it('and sends a body byte by byte is cut off, and never holds a place', async () => {
    const client = open();
    client.socket.write(`${head}Content-Length: 5000\r\n\r\n`);
    trickle(client.socket, '{'.repeat(5_000));
    expect(hub.admission().inFlight).toBe(0);
    await expect.poll(client.isClosed, patience).toBe(true);
    expect(client.received()).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('and reads nothing of its answers is cut off; who reads slowly is not', async () => {
    const deaf = await gatewayUnderTest({
      connections: { ...connectionDefaults, ...limits, connections: 4, keepAliveMs: 1_000 },
    });
    const { hostname, port } = new URL(deaf.url);
    const clients = Array.from({ length: 4 }, () => connect(Number(port), hostname));
    sockets.push(...clients);
    for (const client of clients) {
      client.on('error', () => undefined).pause();
      client.write('GET /graphql/assets/graphiql.js HTTP/1.1\r\nHost: hub\r\n\r\n'.repeat(100));
    }
    const [slow] = clients;
    const reading = setInterval(() => slow?.read(), 5);
    const asked = async (): Promise<unknown> =>
      deaf.ask('{ visitors }').then(
        ({ data }) => data,
        () => 'full',
      );
    await expect.poll(asked, patience).toBe('full');
    await expect.poll(asked, patience).toEqual({ visitors: 7 });
    const read = slow?.bytesRead ?? Infinity;
    await expect.poll(() => slow?.bytesRead, patience).toBeGreaterThan(read + 10_000_000);
    clearInterval(reading);
    await deaf.stop({ closeWithinMs: 100 });
  });

  it('fifty of them do not keep others from being served', async () => {
    const slow = Array.from({ length: 50 }, open);
    for (const { socket } of slow) trickle(socket, head);
    const answers = await Promise.all(Array.from({ length: 4 }, () => hub.ask('{ visitors }')));
    expect(answers.map(({ data }) => data)).toEqual(Array(4).fill({ visitors: 7 }));
    await expect.poll(() => slow.every(({ isClosed }) => isClosed()), patience).toBe(true);
  });
});

describe('a client that is too big', () => {
  it('with its header is told 431', async () => {
    const client = open();
    client.socket.write(`${head}X-Big: ${'x'.repeat(4_000)}\r\n\r\n`);
    await expect.poll(client.isClosed, patience).toBe(true);
    expect(client.received()).toMatch(/^HTTP\/1\.1 431 /);
    expect(code(client.received())).toEqual({ code: 'BAD_REQUEST' });
  });

  it('with its body is told 413 by its length alone, or as soon as it is over', async () => {
    const announced = open();
    announced.socket.write(`${head}Content-Length: 1000000000\r\n\r\n{`);
    await expect.poll(announced.received, patience).toMatch(/^HTTP\/1\.1 413 /);
    const chunked = open();
    chunked.socket.write(`${head}Transfer-Encoding: chunked\r\n\r\n`);
    for (let i = 0; i < 20; i += 1) chunked.socket.write(`400\r\n${' '.repeat(1_024)}\r\n`);
    await expect.poll(chunked.received, patience).toMatch(/^HTTP\/1\.1 413 /);
  });

  it.each<[string, string, RegExp]>([
    ['with a body that is not much too large', ' '.repeat(300_000), /^HTTP\/1\.1 413 /],
    ['with a body that is no JSON', '{', /^HTTP\/1\.1 400 /],
  ])('%s may ask again on its connection', async (_, body, refused) => {
    const client = open();
    const ask = (text: string): void => {
      client.socket.write(`${head}Content-Length: ${String(text.length)}\r\n\r\n${text}`);
    };
    ask(body);
    await expect.poll(client.received, patience).toMatch(refused);
    ask('{"query":"{ visitors }"}');
    await expect.poll(client.received, patience).toContain('{"visitors":7}');
    expect(client.received()).not.toMatch(/connection: close/i);
  });

  it.each([
    ['413', head],
    ['404', head.replace('/graphql', '/elsewhere').replace('json', 'xml')],
    ['415', head.replace('json', 'xml')],
  ])('by far has its connection closed, whatever else is wrong (%s)', async (status, beginning) => {
    const client = open();
    client.socket.write(`${beginning}Content-Length: 2000000\r\n\r\n{`);
    await expect.poll(client.received, patience).toMatch(new RegExp(`^HTTP/1.1 ${status} [^]*connection: close`, 'i'));
    await expect.poll(client.isClosed, patience).toBe(true);
  });

  it('with its connections is closed out beyond the limit, and others are served when they are gone', async () => {
    const many = Array.from({ length: 100 }, open);
    await expect.poll(() => many.filter(({ isClosed }) => isClosed()).length, patience).toBeGreaterThanOrEqual(40);
    await expect.poll(() => many.every(({ isClosed }) => isClosed()), patience).toBe(true);
    expect((await hub.ask('{ visitors }')).data).toEqual({ visitors: 7 });
  });
});

it('what is no HTTP is told so', async () => {
  const client = open();
  client.socket.write('HELO hub\r\n\r\n');
  await expect.poll(client.isClosed, patience).toBe(true);
  expect(client.received()).toMatch(/^HTTP\/1\.1 400 /);
});

function trickle(socket: Socket, text: string): void {
  let at = 0;
  const timer = setInterval(() => {
    if (socket.destroyed || at >= text.length) clearInterval(timer);
    else socket.write(text[at] ?? '');
    at += 1;
  }, 20);
}
