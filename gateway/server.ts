import { readFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import { systemClock, type Clock } from '../kit/context.ts';
import { faultFormat } from '../kit/errors/to-graphql-format.ts';
import type { StopOptions } from '../kit/http/drain.ts';
import { createFront } from '../kit/http/front.ts';
import { graphqlRoute } from '../kit/http/graphql-route.ts';
import { passedHeaders } from '../kit/http/passed-headers.ts';
import { isBulk } from '../kit/http/priority.ts';
import { subgraphsNotReady } from '../kit/http/readiness.ts';
import { observeRequests } from '../kit/telemetry/observe-requests.ts';
import { noTelemetry, type Telemetry } from '../kit/telemetry/telemetry.ts';
import { apolloServer } from './apollo-server.ts';
import { DirectAnswers } from './direct/direct-answers.ts';
import { Refusals } from './direct/refusals.ts';
import type { EngineFactory, Services } from './engine.ts';
import { defaultEngine, engines } from './engines/engines.ts';
import { admission, type AdmissionState } from './plugins/admission/admission.ts';
import { cachingEngine } from './plugins/cache/caching-engine.ts';
import { cors } from './plugins/cors.ts';
import { graphiql } from './plugins/graphiql.ts';
import { costLimit } from './plugins/cost/cost.ts';
import { observeAdmission } from './plugins/telemetry/observed-admission.ts';
import { observedEngine } from './plugins/telemetry/observed-engine.ts';
import { persistedOperations } from './plugins/persisted/persisted.ts';
import { planPage } from './plugins/plan-view/page.ts';
import { vary } from './plugins/vary.ts';
import { defaults, type GatewaySettings } from './settings.ts';
import { watchFile } from './watched-file.ts';

export interface GatewayOptions extends Partial<GatewaySettings> {
  readonly log: Logger;
  /** File with the composed supergraph; watched, and replaced while running. */
  readonly supergraphFile: string;
  /** One for each subgraph of the supergraph. Their owner starts and stops those that run in this process. */
  readonly services: Services;
  readonly clock?: Clock;
  readonly telemetry?: Telemetry;
  readonly engine?: EngineFactory;
}

export interface Gateway {
  /** Full address of GraphQL, with its path. */
  readonly url: string;
  /** What begins, waits and is turned away: for metrics. */
  admission(): AdmissionState;
  /** Not ready from now on, serves for `graceMs`, ends what is in flight, closes. Subgraphs are their owner's to stop. */
  stop(options?: StopOptions): Promise<void>;
  /** Everything that caches kept is gone when this returns. */
  forgetKept(): void;
}

const path = '/graphql';

/** Starts the one endpoint. Throws SupergraphRefused when the supergraph file can't be used. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { log, supergraphFile, services, clock = systemClock, telemetry = noTelemetry } = options;
  const settings: GatewaySettings = { ...defaults, ...options };
  const sdl = await readFile(supergraphFile, 'utf8');
  const made = await cachingEngine(
    options.engine ?? engines[defaultEngine],
    settings.cache,
    clock,
  )(sdl, {
    services,
    log,
    telemetry,
    asText: true,
    subgraphTimeoutMs: settings.subgraphTimeoutMs,
    maxSubgraphAnswerBytes: settings.maxSubgraphAnswerBytes,
    remote: settings.remote,
  });
  const engine = observedEngine(made, sdl, telemetry);
  const persisted = await persistedOperations(settings.persisted, {
    engine,
    log,
    settings,
    pollMs: settings.supergraphPollMs,
  });
  const faults = faultFormat(log);
  const cost = costLimit(settings.cost);
  const answer = engine.answer?.bind(engine);
  const refusals = settings.persisted.trust === 'off' ? new Refusals() : null;
  const direct = answer
    ? new DirectAnswers({ answer, persisted, cost, faults, refusals, observed: () => observed })
    : null;
  const learning = [direct?.plugin ?? [], direct && refusals ? refusals.plugin : []].flat();
  const apollo = apolloServer({ engine, persisted, settings, log, faults, cost, learning, observed: () => observed });
  await apollo.start();
  const fixed = typeof services === 'function' ? [] : services;
  const local = fixed.flatMap((service) => ('subgraph' in service ? [service.subgraph] : []));
  const front = createFront({
    log,
    path,
    maxBodyBytes: settings.maxBodyBytes,
    connections: settings.connections,
    ...(refusals && { knownBody: (request, text) => refusals.find(request, text) }),
    notReady: () => subgraphsNotReady(local, settings.readyTimeoutMs),
  });
  cors(front.app, path, settings.corsOrigins, settings.passHeaders);
  vary(front.app, settings.passHeaders);
  if (settings.graphiql) graphiql(front.app, path);
  const observed = observeRequests(front.app, path, telemetry);
  if (settings.planView.enabled) planPage(front.app, path);
  const admitted = admission(front.app, settings.admission);
  const unobserve = observeAdmission(admitted.state, telemetry);
  graphqlRoute(front.app, apollo, {
    path,
    hooks: [observed, admitted],
    direct,
    context: (request) =>
      observed.context(request, {
        requestId: request.id,
        timeoutMs: settings.requestTimeoutMs,
        clock,
        isBulk: isBulk(request.headers),
        passedHeaders: passedHeaders(request.headers, settings.passHeaders),
      }),
  });
  const origin = await front.listen({ host: settings.host, port: settings.port });
  const unwatch = watchFile({
    file: supergraphFile,
    what: 'supergraph',
    text: sdl,
    log,
    intervalMs: settings.supergraphPollMs,
    apply: (next) => engine.replace(next),
  });
  const stop = async (stopOptions?: StopOptions): Promise<void> => {
    unwatch();
    unobserve();
    persisted.stop();
    await front.drain.stop(stopOptions);
    await apollo.stop();
  };
  let stopped: Promise<void> | undefined;
  return {
    url: `${origin}${path}`,
    admission: admitted.state,
    stop: (stopOptions) => (stopped ??= stop(stopOptions)),
    forgetKept: () => {
      engine.forgetKept();
    },
  };
}
