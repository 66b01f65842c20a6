import type { Logger } from 'pino';
import type { Clock, RequestContext } from '../../../kit/context.ts';
import type { ClientOperation, Engine, EngineFactory, GatewayResult } from '../../engine.ts';
import { BoundedCache } from './bounded-cache.ts';
import { CachingExecutor } from './caching-executor.ts';
import { entityCache } from './entities/entity-cache.ts';
import type { KeptPart } from './entities/kept-fetch.ts';
import type { KeptAnswer } from './response-cache.ts';
import type { CacheSettings } from './settings.ts';

export interface CachingEngine extends Engine {
  /** Everything that was kept is gone when this returns. */
  forgetKept(): void;
}

/** Milliseconds between two looks for what nobody may use any more. */
const sweepMs = 10_000;

/** An engine of any kind with deduplication and caches before it; of entities only for one that asks `fetchCache`. */
export function cachingEngine(
  make: EngineFactory,
  settings: CacheSettings,
  clock: Clock,
): (...given: Parameters<EngineFactory>) => Promise<CachingEngine> {
  return async (supergraphSdl, options) => {
    const staleMs = settings.staleIfErrorSeconds * 1_000;
    const entities = settings.entityBytes > 0 ? new BoundedCache<KeptPart>(settings.entityBytes) : null;
    const answers = settings.responseBytes > 0 ? new BoundedCache<KeptAnswer>(settings.responseBytes) : null;
    const engine = await make(supergraphSdl, {
      ...options,
      ...(entities && { fetchCache: entityCache({ cache: entities, staleMs }) }),
    });
    const log: Logger = options.log;
    const { deduplicate } = settings;
    const executor = new CachingExecutor({
      answers,
      keepsEntities: entities !== null,
      staleMs,
      clock,
      log,
      deduplicate,
    });
    const forgetKept = (): void => {
      entities?.clear();
      executor.forgetKept();
    };
    engine.onSchemaLoadOrUpdate(({ apiSchema, coreSupergraphSdl }) => {
      forgetKept();
      executor.adopt(apiSchema, coreSupergraphSdl);
    });
    const answer = engine.answer?.bind(engine);
    const sweep = setInterval(() => {
      entities?.sweep(clock.now());
      answers?.sweep(clock.now());
    }, sweepMs).unref();
    return {
      async load(given) {
        const loaded = await engine.load(given);
        const { executor: inner } = loaded;
        return inner
          ? { ...loaded, executor: (operation) => executor.answer(operation, within(operation, inner)) }
          : loaded;
      },
      onSchemaLoadOrUpdate: (listener) => engine.onSchemaLoadOrUpdate(listener),
      ...(answer && { answer: (operation) => executor.answer(operation, within(operation, answer)) }),
      // What comes in parts is not kept as a whole; its entities are.
      ...(engine.inParts && { inParts: engine.inParts }),
      replace: (sdl) => engine.replace(sdl),
      ...(engine.prepare && { prepare: engine.prepare }),
      ...(engine.plan && { plan: engine.plan }),
      async stop() {
        clearInterval(sweep);
        forgetKept();
        await engine.stop?.();
      },
      forgetKept,
    };
  };
}

/** Runs an operation in a context of its own, or in another one that several share. */
const within =
  <O extends ClientOperation>(operation: O, run: (operation: O) => Promise<GatewayResult>) =>
  (context: RequestContext): Promise<GatewayResult> =>
    run(context === operation.context ? operation : { ...operation, context });
