import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What goes wrong on the way to a database. `hung`: open, and silent; `drip`: some bytes at a time; `reset`: now and then. */
export const tcpFaults = ['dead', 'hung', 'drip', 'reset'] as const;
export type TcpFault = (typeof tcpFaults)[number];

export interface TcpProxy {
  readonly port: number;
  /** Null is calm. */
  behave(fault: TcpFault | null): Promise<void>;
  stop(): Promise<void>;
}

/** Milliseconds between two drops, and bytes in each. */
const dropMs = 50;
const dropBytes = 64;

/** One direction of one connection: what can't go on yet waits in line. */
class Pipe {
  #line: Buffer[] = [];

  constructor(private readonly to: Socket) {}

  push(chunk: Buffer, isCalm: boolean): void {
    if (isCalm && this.#line.length === 0) this.to.write(chunk);
    else this.#line.push(chunk);
  }

  pour(): void {
    for (const chunk of this.#line.splice(0)) this.to.write(chunk);
  }

  drip(): void {
    const first = this.#line.shift();
    if (!first) return;
    this.to.write(first.subarray(0, dropBytes));
    if (first.length > dropBytes) this.#line.unshift(first.subarray(dropBytes));
  }
}

/** Stands between the hub and a server of 127.0.0.1, and misbehaves as told. `random` is from 0 to 1. */
export async function startTcpProxy(target: number, random: () => number): Promise<TcpProxy> {
  let fault: TcpFault | null = null;
  const sockets = new Set<Socket>();
  const pipes = new Set<{ up: Pipe; down: Pipe }>();
  const accept = (client: Socket): void => {
    const server = connect(target, '127.0.0.1');
    const pair = { up: new Pipe(server), down: new Pipe(client) };
    pipes.add(pair);
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        pipes.delete(pair);
        other.destroy();
      });
    }
    client.on('data', (chunk: Buffer) => {
      if (fault === 'reset' && random() < 0.3) client.resetAndDestroy();
      else pair.up.push(chunk, fault !== 'hung');
    });
    server.on('data', (chunk: Buffer) => {
      pair.down.push(chunk, fault === null || fault === 'reset');
    });
  };
  const timer = setInterval(() => {
    for (const { up, down } of pipes) {
      if (fault === 'hung') continue;
      up.pour();
      if (fault === 'drip') down.drip();
      else down.pour();
    }
  }, dropMs);
  let server = await listen(accept, 0);
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    port,
    async behave(next) {
      const was = fault;
      fault = next;
      if (next === 'dead') await close();
      else if (was === 'dead') server = await listen(accept, port);
    },
    async stop() {
      clearInterval(timer);
      if (server.listening) await close();
    },
  };
}

function listen(accept: (client: Socket) => void, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(accept);
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      resolve(server);
    });
  });
}
