import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface OddServer {
  readonly url: string;
  /** What it does with the next requests. */
  behave: (request: IncomingMessage, response: ServerResponse, body: string) => void;
  /** Requests whose client left before the answer. */
  left: number;
  readonly requests: IncomingMessage[];
  stop(): Promise<void>;
}

/** An HTTP server that misbehaves as told; on a free port, or again on the one it had. */
export async function oddServer(behave: OddServer['behave'], port = 0): Promise<OddServer> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      odd.requests.push(request);
      odd.behave(request, response, Buffer.concat(chunks).toString());
    });
    response.on('close', () => {
      if (!response.writableFinished) odd.left++;
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const odd: OddServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    behave,
    left: 0,
    requests: [],
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return odd;
}
