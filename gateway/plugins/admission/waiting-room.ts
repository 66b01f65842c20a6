import { Places, type Placed } from '../../../kit/places.ts';

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
  /** Milliseconds after which a guest's place goes to another: it waits for a system then, not for this process. */
  readonly seatedMs: number;
}

/** Weight of the last look in the pace. */
const smoothing = 0.05;

interface Waiting extends Guest {
  readonly until: number;
  go(answer: Seat | TurnedAway): void;
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

/** Of the places, how many may be taken by bulk. */
const bulkShare = 0.25;

/** A place that somebody has. */
export interface Seat extends Placed {
  readonly isBulk: boolean;
  readonly since: number;
}

/**
 * Lets so many in, interactive before bulk, and bulk to a quarter of the places at most; the others wait, each client in its own
 * line, until there is room or their patience ends. Times are milliseconds of one monotonic clock.
 */
export class WaitingRoom {
  readonly #interactive = new Lines();
  readonly #bulk = new Lines();
  readonly #seats = new Places<Seat>();
  #bulkSeats = 0;
  #inside = 0;
  #most = 0;
  #left = 0;
  /** Places that come free in a millisecond, smoothed. */
  #pace = 0;

  constructor(
    private readonly limits: RoomLimits,
    private readonly limit: () => number,
  ) {}

  /** All that were let in and have not left, seated or not. */
  get inFlight(): number {
    return this.#inside;
  }

  get waiting(): number {
    return this.#interactive.count + this.#bulk.count;
  }

  /** Looks at the last `ms` milliseconds: how fast places come free tells how many may wait. Gives the most in use. */
  look(ms: number): number {
    const most = Math.max(this.#most, this.#seats.all.length);
    this.#pace += (this.#left / ms - this.#pace) * smoothing;
    this.#most = this.#seats.all.length;
    this.#left = 0;
    return most;
  }

  /** Those that can get in before their patience ends, as things go (Little's law); the others need not even wait. */
  get #mostWaiting(): number {
    const { waiting, patienceMs, seatedMs } = this.limits;
    // Nobody keeps a place for longer than `seatedMs`, so they come free at least that fast.
    const limit = this.limit();
    return Math.min(waiting, Math.max(limit, this.#pace * patienceMs, (limit / seatedMs) * patienceMs));
  }

  /** There is a place, and nobody waits for it. */
  isFree(isBulk: boolean): boolean {
    return (isBulk ? this.#bulk : this.#interactive).count === 0 && this.#hasRoom(isBulk);
  }

  /** Why this guest can't even wait now; null when it can. Cheap: asked before a body is read. */
  refusal({ client, isBulk }: Guest): TurnedAway | null {
    if (this.isFree(isBulk)) return null;
    const lines = isBulk ? this.#bulk : this.#interactive;
    const mine = lines.of(client);
    const others = lines.clients - (mine > 0 ? 1 : 0);
    const most = this.#mostWaiting;
    if (others > 0 && mine >= most / (others + 1)) return 'share';
    return lines.count < most ? null : 'full';
  }

  /** A seat, to be given back to `leave` once. Only while `isFree`. */
  admit(isBulk: boolean, since: number): Seat {
    const seat: Seat = { isBulk, since, place: -1 };
    this.#seats.add(seat);
    this.#inside += 1;
    if (isBulk) this.#bulkSeats += 1;
    if (this.#seats.all.length > this.#most) this.#most = this.#seats.all.length;
    return seat;
  }

  /** A seat as soon as there is one, or why there is none; while it is not free. `onLeave` gets what ends the wait of who goes away. */
  wait(guest: Guest, now: number, onLeave: (leave: () => void) => void): Promise<Seat | TurnedAway> {
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

  leave(seat: Seat, now: number): void {
    this.#inside -= 1;
    this.#free(seat);
    this.fill(now);
  }

  /** Lets in who may come in now: after somebody left, or when the limit has grown. */
  fill(now: number): void {
    for (;;) {
      const guest = this.#next();
      if (!guest) return;
      guest.go(this.admit(guest.isBulk, now));
    }
  }

  /** Takes the place of who has it for long, and turns away whose patience has ended. */
  sweep(now: number): void {
    const long = this.#seats.all.filter(({ since }) => now - since >= this.limits.seatedMs);
    for (const seat of long) this.#free(seat);
    for (const lines of [this.#interactive, this.#bulk])
      for (const guest of lines.late(now)) {
        lines.remove(guest);
        guest.go('late');
      }
    this.fill(now);
  }

  #next(): Waiting | undefined {
    if (this.#hasRoom(false) && this.#interactive.count > 0) return this.#interactive.next();
    return this.#hasRoom(true) ? this.#bulk.next() : undefined;
  }

  #hasRoom(isBulk: boolean): boolean {
    const limit = this.limit();
    return this.#seats.all.length < limit && (!isBulk || this.#bulkSeats < Math.max(1, Math.floor(limit * bulkShare)));
  }

  #free(seat: Seat): void {
    if (!this.#seats.delete(seat)) return;
    this.#left += 1;
    if (seat.isBulk) this.#bulkSeats -= 1;
  }

  #linesOf({ isBulk }: Guest): Lines {
    return isBulk ? this.#bulk : this.#interactive;
  }
}
