import { connectionDefaults, type ConnectionLimits } from '../kit/http/connections.ts';
import { admissionDefaults, type AdmissionSettings } from './plugins/admission/settings.ts';
import { remoteDefaults, type RemoteLimits } from './calls/remote-limits.ts';
import { costDefaults, type CostSettings } from './plugins/cost/settings.ts';
import { cacheDefaults, type CacheSettings } from './plugins/cache/settings.ts';
import type { AllowedOrigins } from './plugins/cors.ts';
import type { DocumentLimits } from './plugins/limits.ts';
import { planViewDefaults, type PlanViewSettings } from './plugins/plan-view/settings.ts';
import { persistedDefaults, type PersistedSettings } from './plugins/persisted/settings.ts';

/** Everything about the gateway that an operator may set; `gateway/env.ts` reads it from variables. */
export interface GatewaySettings {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Milliseconds for one call into one subgraph; longer than a source's statement timeout, so that the rest arrives. */
  readonly subgraphTimeoutMs: number;
  /** Milliseconds for a whole request, whatever its plan. */
  readonly requestTimeoutMs: number;
  /** Milliseconds that a subgraph may take to say that it is ready. */
  readonly readyTimeoutMs: number;
  readonly limits: DocumentLimits;
  readonly cost: CostSettings;
  readonly persisted: PersistedSettings;
  readonly planView: PlanViewSettings;
  readonly maxBodyBytes: number;
  readonly maxSubgraphAnswerBytes: number;
  readonly connections: ConnectionLimits;
  readonly admission: AdmissionSettings;
  readonly remote: RemoteLimits;
  /** Headers of clients that remote subgraphs get too, in lower case. */
  readonly passHeaders: readonly string[];
  readonly introspection: boolean;
  /** The page for people at GET /graphql. */
  readonly graphiql: boolean;
  readonly corsOrigins: AllowedOrigins;
  readonly cache: CacheSettings;
  /** Milliseconds between two looks at the supergraph file, and at that of trusted documents. */
  readonly supergraphPollMs: number;
}

export const defaults: GatewaySettings = {
  host: '127.0.0.1',
  port: 0,
  subgraphTimeoutMs: 8_000,
  requestTimeoutMs: 30_000,
  readyTimeoutMs: 2_000,
  limits: { depth: 15, aliases: 30, directives: 20, tokens: 4_000 },
  cost: costDefaults,
  persisted: persistedDefaults,
  planView: planViewDefaults,
  maxBodyBytes: 100 * 1024,
  maxSubgraphAnswerBytes: 32 * 1024 * 1024,
  connections: connectionDefaults,
  admission: admissionDefaults,
  remote: remoteDefaults,
  passHeaders: [],
  introspection: true,
  graphiql: true,
  corsOrigins: [],
  cache: cacheDefaults,
  supergraphPollMs: 500,
};
