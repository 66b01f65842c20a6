import { Socket } from 'node:net';

/** Gets what was read: the first bytes of a buffer that is used again once this returns. */
export type Take = (bytes: Buffer, length: number) => void;

/** Of all sockets: what was read is dealt with before anything else is read. */
const buffer = Buffer.allocUnsafeSlow(65_536);

/**
 * Reads into one buffer and past Node's streams (`onread` of its sockets). Until somebody takes it over, whoever listens
 * to it gets `data` as from any other socket.
 */
export class WireSocket extends Socket {
  readonly #onread: { take: Take };

  constructor() {
    const onread = {
      take: (bytes: Buffer, length: number): void => {
        this.emit('data', Buffer.from(bytes.subarray(0, length)));
      },
      buffer,
      callback: (length: number): boolean => {
        onread.take(buffer, length);
        return true;
      },
    };
    const options = { allowHalfOpen: false, onread };
    super(options);
    this.#onread = onread;
  }

  takeOver(take: Take): void {
    this.#onread.take = take;
  }
}
