import type { ServerResponse } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorCode } from '../../../kit/errors/catalogue.ts';
import type { RouteHooks } from '../../../kit/http/graphql-route.ts';
import { isBulk } from '../../../kit/http/priority.ts';
import { ConcurrencyLimit } from './limit.ts';
import type { AdmissionSettings } from './settings.ts';
import { WaitingRoom, type Guest, type Seat, type TurnedAway } from './waiting-room.ts';

/** For metrics. Counts are since the start. */
export interface AdmissionState {
  /** Requests that may be in flight now. */
  readonly limit: number;
  readonly inFlight: number;
  readonly waiting: number;
  /** Turned away: for overload (503), and clients over their share (429). */
  readonly overloaded: number;
  readonly overShare: number;
}

/** Milliseconds between two looks at the event loop. */
const lookMs = 100;
/** Milliseconds between two samples of its delay; they are part of each sample. */
const sampleMs = 10;

const seatOf = Symbol('seat');

/** An answer under way, and the place that its request has; a WeakMap costs more. */
type Seated = ServerResponse & { [seatOf]?: Seat | null };

export interface Admission extends Pick<RouteHooks, 'onRequest' | 'preHandler' | 'onSend'> {
  state(): AdmissionState;
}

/**
 * Decides which GraphQL requests begin: as many as the process can do without falling behind, interactive before bulk, each
 * client in its turn. Others wait a little and are then told when to come again. Health and everything else always pass.
 */
export function admission(app: FastifyInstance, settings: AdmissionSettings): Admission {
  const limit = new ConcurrencyLimit(settings);
  const room = new WaitingRoom(settings, () => limit.value);
  const turnedAway = { full: 0, share: 0, late: 0 };
  watch(app, limit, room);
  const guestOf = (request: FastifyRequest): Guest => ({
    client: clientOf(request, settings.clientHeader),
    isBulk: isBulk(request.headers),
  });
  const refuse = (reply: FastifyReply, why: TurnedAway, guest: Guest): void => {
    turnedAway[why] += 1;
    turnAway(reply, why, guest);
  };
  // The place is free when the answer is ready, not when a slow client has read it.
  const leave = (response: Seated): void => {
    const seat = response[seatOf];
    if (!seat) return;
    response[seatOf] = null;
    room.leave(seat, performance.now());
  };
  function onClose(this: Seated): void {
    leave(this);
  }
  const sit = (response: Seated, seat: Seat): void => {
    response[seatOf] = seat;
    response.on('close', onClose);
  };

  return {
    // Before the body is read: who can't even wait costs nearly nothing.
    onRequest(request, reply, done) {
      if (room.isFree(isBulk(request.headers))) {
        done();
        return;
      }
      const guest = guestOf(request);
      const why = room.refusal(guest);
      if (why) refuse(reply, why, guest);
      else done();
    },
    // After it: a body that comes slowly holds no place.
    preHandler(request, reply, done) {
      const isBulkRequest = isBulk(request.headers);
      if (room.isFree(isBulkRequest)) {
        sit(reply.raw, room.admit(isBulkRequest, performance.now()));
        done();
        return;
      }
      const guest = guestOf(request);
      void room
        .wait(guest, performance.now(), (away) => reply.raw.once('close', away))
        .then((seat) => {
          if (typeof seat === 'string') {
            refuse(reply, seat, guest);
            return;
          }
          sit(reply.raw, seat);
          done();
        });
    },
    onSend(_request, reply, _payload, done) {
      leave(reply.raw);
      done();
    },
    state: () => ({
      limit: limit.value,
      inFlight: room.inFlight,
      waiting: room.waiting,
      overloaded: turnedAway.full + turnedAway.late,
      overShare: turnedAway.share,
    }),
  };
}

function watch(app: FastifyInstance, limit: ConcurrencyLimit, room: WaitingRoom): void {
  const delays = monitorEventLoopDelay({ resolution: sampleMs });
  delays.enable();
  const timer = setInterval(() => {
    // The median: a pause of the garbage collector is no overload.
    const delayMs = delays.count > 0 ? delays.percentile(50) / 1e6 - sampleMs : 0;
    delays.reset();
    limit.update({ delayMs, inFlight: room.look(lookMs), isCrowded: room.waiting > 0 });
    room.sweep(performance.now());
  }, lookMs).unref();
  app.addHook('onClose', async () => {
    clearInterval(timer);
    delays.disable();
  });
}

function clientOf(request: FastifyRequest, header: string | null): string {
  const named = header === null ? undefined : request.headers[header.toLowerCase()];
  return typeof named === 'string' ? named.slice(0, 200) : request.ip;
}

const answers: Readonly<Record<TurnedAway, { status: number; code: ErrorCode; message: string }>> = {
  full: { status: 503, code: 'OVERLOADED', message: 'The gateway has more to do than it can. Ask again later.' },
  late: { status: 503, code: 'OVERLOADED', message: 'The gateway did not come to it in time. Ask again later.' },
  share: {
    status: 429,
    code: 'TOO_MANY_REQUESTS',
    message: 'Others wait too, and this client has its share. Ask for fewer things at a time.',
  },
};

function turnAway(reply: FastifyReply, why: TurnedAway, guest: Guest): void {
  const { status, code, message } = answers[why];
  // Spread, so that they do not all come back together; bulk later than people.
  const seconds = guest.isBulk ? 2 + Math.floor(Math.random() * 8) : 1 + Math.floor(Math.random() * 2);
  void reply
    .code(status)
    .header('retry-after', String(seconds))
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ errors: [{ message, extensions: { code } }] }));
}
