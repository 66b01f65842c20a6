import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import type { Logger } from 'pino';
import type { RequestContext } from '../kit/context.ts';
import type { FaultFormat } from '../kit/errors/to-graphql-format.ts';
import { apolloDefaults } from '../kit/http/apollo-defaults.ts';
import type { ObservedRequests } from '../kit/telemetry/observe-requests.ts';
import { observedOperations } from '../kit/telemetry/observed-operations.ts';
import type { Engine } from './engine.ts';
import { stringifyResult } from './engines/json-text.ts';
import type { CostLimit } from './plugins/cost/cost.ts';
import { acceptablePlugin } from './plugins/acceptable.ts';
import { deferPlugin, type FormatError } from './plugins/defer/defer.ts';
import { documentRules } from './plugins/document-rules.ts';
import { jsonStatusPlugin } from './plugins/json-status.ts';
import { asLimitError, limitParsing, limitRules, limitValidation } from './plugins/limits.ts';
import { operationPlugin } from './plugins/operation.ts';
import { asPersistedError, type PersistedOperations } from './plugins/persisted/persisted.ts';
import { planViewPlugin } from './plugins/plan-view/plan-view.ts';
import type { GatewaySettings } from './settings.ts';
import { validDocuments } from './validation/valid-documents.ts';

export interface ApolloServerParts {
  readonly engine: Engine;
  readonly persisted: PersistedOperations;
  readonly settings: GatewaySettings;
  readonly faults: FaultFormat;
  readonly cost: CostLimit;
  /** Learn what need not be asked of Apollo Server again. */
  readonly learning: readonly ApolloServerPlugin<RequestContext>[];
  readonly log: Logger;
  /** The requests of the front, which is made after the server. */
  observed(): ObservedRequests;
}

/** What an operation goes through between HTTP and the engine: one plugin per concern, in this order. */
export function apolloServer(parts: ApolloServerParts) {
  const { engine, persisted, settings, log, faults, cost, learning, observed } = parts;
  const common = apolloDefaults(log, { introspection: settings.introspection, faults });
  const formatError: FormatError = (formatted, error) =>
    common.formatError(formatted, asLimitError(asPersistedError(error)));
  const limits = limitRules(settings.limits);
  const parsing = limitParsing(settings.limits);
  return new ApolloServer<RequestContext>({
    ...common,
    // Documents are kept by the plugin that finds them valid.
    documentStore: null,
    persistedQueries: persisted.automatic,
    plugins: [
      ...common.plugins,
      persisted.plugin,
      validDocuments({
        limits,
        rules: documentRules(settings),
        parsing,
        ...limitValidation,
        format: (error) => faults.format(error, { requestId: null, trace: null }),
      }),
      operationPlugin,
      acceptablePlugin,
      deferPlugin(engine, formatError),
      cost.plugin,
      ...(settings.planView.enabled ? [planViewPlugin(engine)] : []),
      jsonStatusPlugin,
      ...learning,
      observedOperations(observed),
    ],
    gateway: engine,
    stringifyResult,
    formatError,
    parseOptions: parsing,
  });
}
