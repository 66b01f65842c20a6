/**
 * Shares the turns of the event loop among answers of the server. All that is ready to be read comes in one turn, and who
 * asks something meanwhile is seen in the next one: with ten large answers ready he would wait for all of them. So a turn
 * deals with one large piece, and with whatever is small, and leaves the rest to those that follow: first come, first served.
 */
export class ReadTurns {
  #isTaken = false;
  readonly #waiting: (() => void)[] = [];
  readonly #next = (): void => {
    this.#isTaken = false;
    const deal = this.#waiting.shift();
    if (!deal) return;
    this.#take();
    deal();
  };

  /** Whether a piece of that many bytes may be dealt with at once; otherwise it has to wait its turn. */
  takes(length: number): boolean {
    if (length <= smallBytes) return true;
    if (this.#isTaken) return false;
    this.#take();
    return true;
  }

  /** Has a piece dealt with when its turn has come. */
  wait(deal: () => void): void {
    this.#waiting.push(deal);
  }

  #take(): void {
    this.#isTaken = true;
    setImmediate(this.#next);
  }
}

/**
 * Up to that length a piece is small: some hundred rows, a quarter of a millisecond. With a lower limit small requests wait less,
 * and pages of many middle-sized answers cost more (decision 24).
 */
const smallBytes = 16_384;
