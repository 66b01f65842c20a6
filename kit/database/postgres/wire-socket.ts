import { Socket } from 'node:net';
import { ReadTurns } from './read-turns.ts';

/** Gets what was read: the first bytes of a buffer that is used again once this returns. */
export type Take = (bytes: Buffer, length: number) => void;

const pieceBytes = 65_536;

/** Of all sockets: what was read is dealt with, or kept, before anything else is read. */
const buffer = Buffer.allocUnsafeSlow(pieceBytes);

const turns = new ReadTurns();

/**
 * Reads into one buffer and past Node's streams (`onread` of its sockets). Until somebody takes it over, whoever listens
 * to it gets `data` as from any other socket. While a piece waits its turn, nothing more is read.
 */
export class WireSocket extends Socket {
  #take: Take = (bytes, length) => {
    this.emit('data', Buffer.from(bytes.subarray(0, length)));
  };
  /** For the piece that waits. */
  #kept: Buffer | null = null;

  constructor() {
    const onread = {
      buffer,
      callback: (length: number): boolean => {
        if (turns.takes(length)) {
          this.#take(buffer, length);
          return true;
        }
        this.#keep(length);
        return false;
      },
    };
    const options = { allowHalfOpen: false, onread };
    super(options);
  }

  takeOver(take: Take): void {
    this.#take = take;
  }

  #keep(length: number): void {
    const kept = (this.#kept ??= Buffer.allocUnsafeSlow(pieceBytes));
    buffer.copy(kept, 0, 0, length);
    turns.wait(() => {
      if (this.destroyed) return;
      this.#take(kept, length);
      this.resume();
    });
  }
}
