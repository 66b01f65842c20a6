/** Who asks, as far as turns are concerned. */
export interface Guest {
  /** Guests of one client share its turns. */
  readonly client: string;
  /** Nobody waits at a screen. */
  readonly isBulk: boolean;
}

/** Why somebody is turned away: all is full, this client has its share, or the wait was too long. */
export type TurnedAway = 'full' | 'share' | 'late';

export interface RoomLimits {
  /** Most that wait, of each kind. */
  readonly waiting: number;
  /** Milliseconds of waiting after which nobody wants the answer any more. */
  readonly patienceMs: number;
}

interface Waiting extends Guest {
  readonly until: number;
  go(reason: TurnedAway | null): void;
}

/** A line for each client, served in turn, so that one that asks much does not keep the others waiting. */
class Lines {
  readonly #lines = new Map<string, Waiting[]>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  get clients(): number {
    return this.#lines.size;
  }

  of(client: string): number {
    return this.#lines.get(client)?.length ?? 0;
  }

  add(guest: Waiting): void {
    const line = this.#lines.get(guest.client);
    if (line) line.push(guest);
    else this.#lines.set(guest.client, [guest]);
    this.#count += 1;
  }

  next(): Waiting | undefined {
    for (const [client, line] of this.#lines) {
      const guest = line.shift();
      this.#lines.delete(client);
      if (line.length > 0) this.#lines.set(client, line);
      if (guest) this.#count -= 1;
      return guest;
    }
    return undefined;
  }

  remove(guest: Waiting): boolean {
    const line = this.#lines.get(guest.client);
    const at = line?.indexOf(guest) ?? -1;
    if (!line || at === -1) return false;
    line.splice(at, 1);
    if (line.length === 0) this.#lines.delete(guest.client);
    this.#count -= 1;
    return true;
  }

  late(now: number): Waiting[] {
    return [...this.#lines.values()].flatMap((line) => line.filter(({ until }) => until <= now));
  }
}

/**
 * Lets so many in, interactive before bulk, and bulk to half of the places at most; the others wait, each client in its own
 * line, until there is room or their patience ends. Times are milliseconds of one monotonic clock.
 */
export class WaitingRoom {
  readonly #interactive = new Lines();
  readonly #bulk = new Lines();
  #inFlight = 0;
  #bulkInFlight = 0;
  #most = 0;

  constructor(
    private readonly limits: RoomLimits,
    private readonly limit: () => number,
  ) {}

  get inFlight(): number {
    return this.#inFlight;
  }

  get waiting(): number {
    return this.#interactive.count + this.#bulk.count;
  }

  /** Most in flight since it was asked last; for the limit. */
  takeMost(): number {
    const most = Math.max(this.#most, this.#inFlight);
    this.#most = this.#inFlight;
    return most;
  }

  /** Why this guest can't even wait now; null when it can. Cheap: asked before a body is read. */
  refusal({ client, isBulk }: Guest): TurnedAway | null {
    const lines = isBulk ? this.#bulk : this.#interactive;
    if (lines.count === 0 && this.#hasRoom(isBulk)) return null;
    const mine = lines.of(client);
    const others = lines.clients - (mine > 0 ? 1 : 0);
    if (others > 0 && mine >= this.limits.waiting / (others + 1)) return 'share';
    return lines.count < this.limits.waiting ? null : 'full';
  }

  /** Null when the guest is in: then `leave` must be called once. Null also when `signal` aborts: then not. */
  enter(guest: Guest, now: number, onLeave: (leave: () => void) => void): Promise<TurnedAway | null> | null {
    if (this.#hasRoom(guest.isBulk) && this.#linesOf(guest).count === 0) {
      this.#admit(guest);
      return null;
    }
    const refusal = this.refusal(guest);
    if (refusal) return Promise.resolve(refusal);
    return new Promise((resolve) => {
      const waiting: Waiting = { ...guest, until: now + this.limits.patienceMs, go: resolve };
      this.#linesOf(guest).add(waiting);
      onLeave(() => {
        if (this.#linesOf(guest).remove(waiting)) resolve('late');
      });
    });
  }

  leave({ isBulk }: Guest): void {
    this.#inFlight -= 1;
    if (isBulk) this.#bulkInFlight -= 1;
    this.fill();
  }

  /** Lets in who may come in now: after somebody left, or when the limit has grown. */
  fill(): void {
    for (;;) {
      const guest = this.#next();
      if (!guest) return;
      this.#admit(guest);
      guest.go(null);
    }
  }

  /** Turns away whose patience has ended. */
  sweep(now: number): void {
    for (const lines of [this.#interactive, this.#bulk])
      for (const guest of lines.late(now)) {
        lines.remove(guest);
        guest.go('late');
      }
  }

  #next(): Waiting | undefined {
    if (this.#hasRoom(false) && this.#interactive.count > 0) return this.#interactive.next();
    return this.#hasRoom(true) ? this.#bulk.next() : undefined;
  }

  #hasRoom(isBulk: boolean): boolean {
    const limit = this.limit();
    return this.#inFlight < limit && (!isBulk || this.#bulkInFlight < Math.max(1, Math.floor(limit / 2)));
  }

  #admit({ isBulk }: Guest): void {
    this.#inFlight += 1;
    if (isBulk) this.#bulkInFlight += 1;
    if (this.#inFlight > this.#most) this.#most = this.#inFlight;
  }

  #linesOf({ isBulk }: Guest): Lines {
    return isBulk ? this.#bulk : this.#interactive;
  }
}
