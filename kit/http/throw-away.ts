import type { IncomingMessage } from 'node:http';

/**
 * Reads what still comes of a body that nobody wants, and throws it away: `next` gets each piece's length, 64 KB at most, and calls
 * `goOn` when the next one may be read. Left to Node, as much as has arrived is read in one go, and nobody else is served meanwhile.
 */
export function throwAway(request: IncomingMessage, next: (goOn: () => void, length: number) => void): void {
  const goOn = (): void => void request.resume();
  request.on('data', ({ length }: Buffer) => {
    request.pause();
    next(goOn, length);
  });
  goOn();
}
