import { createServer } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { ask, dataOf, openClient, type Client } from './client.ts';

const opened: { readonly server: Server; readonly client: Client }[] = [];

afterEach(() => {
  for (const { server, client } of opened.splice(0)) {
    client.close();
    server.close();
  }
});

async function withClient(server: Server): Promise<{ client: Client; url: string }> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = openClient();
  opened.push({ server, client });
  return { client, url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/graphql` };
}

/** Answers each request with these pieces, one packet each. */
const inPieces = (...pieces: readonly string[]): Server =>
  createTcpServer((socket: Socket) => {
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('data', () => {
      void (async () => {
        for (const piece of pieces) {
          socket.write(piece);
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
        if (pieces.at(-1) === '') socket.destroy();
      })();
    });
  });

describe('the client of the benchmark', () => {
  test("sends what Node's server understands and reads what it writes, at once and in chunks, on one connection", async () => {
    const connections = new Set<unknown>();
    const server = createServer((request, response) => {
      connections.add(request.socket);
      let text = '';
      request.setEncoding('utf8').on('data', (part: string) => (text += part));
      request.on('end', () => {
        response.statusCode = 203;
        const seen = JSON.stringify([request.method, request.url, request.headers['x-more'], text]);
        if (request.headers['x-more'] === 'in chunks') {
          response.write(seen.slice(0, 7));
          response.end(seen.slice(7) + '.'.repeat(200_000));
        } else response.end(seen);
      });
    });
    const { client, url } = await withClient(server);
    const plain = await client.send(url, '{"é":1}');
    expect([plain.status, plain.body.toString()]).toEqual([203, '["POST","/graphql",null,"{\\"é\\":1}"]']);
    const chunked = await client.send(url, 'x', { 'x-more': 'in chunks' });
    expect(chunked.body.toString()).toBe('["POST","/graphql","in chunks","x"]' + '.'.repeat(200_000));
    expect(await ask(client, url, 'again')).toBe('["POST","/graphql",null,"again"]');
    for (const headers of [{}, { 'x-more': 'in chunks' }])
      expect((await client.send(url, 'x', headers, 10)).body.toString()).toBe('["POST","/');
    expect((await client.send(url, 'x', {}, 1_000)).body.toString()).toBe('["POST","/graphql",null,"x"]');
    const large = await client.send(url, Buffer.alloc(300_000, 'é'));
    expect(JSON.parse(large.body.toString())).toEqual(['POST', '/graphql', null, 'é'.repeat(150_000)]);
    expect(connections.size).toBe(1);
  });

  test('many at a time get their own answers', async () => {
    const server = createServer((request, response) => {
      request.on('data', (part: Buffer) => {
        setTimeout(() => response.end(part), Number(part.toString()) % 7);
      });
    });
    const { client, url } = await withClient(server);
    const sent = Array.from({ length: 50 }, (_, at) => String(at));
    expect(await Promise.all(sent.map((body) => ask(client, url, body)))).toEqual(sent);
  });

  test.each([
    ['a head in two packets', ['HTTP/1.1 200 OK\r\nContent-Le', 'ngth: 4\r\n\r\nbo', 'dy']],
    ['the end of a head', ['HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r', '\nbody']],
    [
      'a chunk in pieces',
      ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n', '2\r', '\nbo\r', '\n2\r\ndy\r\n0', '\r\n\r\n'],
    ],
  ])('%s', async (_, pieces) => {
    const { client, url } = await withClient(inPieces(...pieces));
    expect(await ask(client, url, '')).toBe('body');
  });

  test.each([
    ['before an answer', [''], 'closed the connection before its answer was whole'],
    ['in the middle of one', ['HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nbody', ''], 'closed the connection before'],
    ['without saying how long it is', ['HTTP/1.1 200 OK\r\n\r\nbody'], 'without a length and not in chunks'],
    ['with nonsense for a chunk', ['HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n'], 'without its size'],
  ])('says so when a server ends %s', async (_, pieces, error) => {
    const { client, url } = await withClient(inPieces(...pieces));
    await expect(client.send(url, '')).rejects.toThrow(error);
  });

  test('opens another connection when the server says that it closes this one', async () => {
    const server = createServer((_, response) => response.setHeader('connection', 'close').end('here'));
    const { client, url } = await withClient(server);
    expect(await ask(client, url, '')).toBe('here');
    expect(await ask(client, url, '')).toBe('here');
  });
});

test('the data of an answer that has errors is none', () => {
  expect(dataOf('{"data":{"a":1},"extensions":{}}')).toBe('{"a":1}');
  expect(() => dataOf('{"data":{"a":1},"errors":[]}')).toThrow('not answered whole');
});
