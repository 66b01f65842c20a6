import type { IncomingMessage } from 'node:http';
import { throwAway } from './throw-away.ts';

/** Milliseconds that a client has to read its answer and to close. */
const patienceMs = 2_000;
/** Bytes of its body that are thrown away meanwhile; what comes after them is not even read. */
const mostBytes = 1_048_576;
/** Milliseconds between two pieces of those: each holds up whoever is served. */
const pauseMs = 10;

/**
 * Has the connection of a request closed in stages after its answer (RFC 9112, 9.6), where the client may still send its body:
 * closed at once the connection is reset by what arrives, and who writes first and reads then never reads the answer. Our side
 * ends with the answer; a little more is read and thrown away; the client's own end, or the time, closes. For an answer that is
 * still to be sent, and says `connection: close`.
 */
export function closeInStages(request: IncomingMessage): void {
  const { socket } = request;
  let left = mostBytes;
  throwAway(request, (goOn, length) => {
    left -= length;
    if (left > 0) setTimeout(goOn, pauseMs).unref();
  });
  const close = (): void => {
    socket.destroy();
  };
  // What Node calls when the answer is written; and again, when something is wrong with what still comes.
  socket.destroySoon = () => {
    socket.destroySoon = close;
    const timer = setTimeout(close, patienceMs);
    socket.once('close', () => {
      clearTimeout(timer);
    });
    socket.end();
  };
}
