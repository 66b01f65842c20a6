import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { Logger } from 'pino';
import type { RequestContext } from '../context.ts';
import type { FaultFormat } from '../errors/to-graphql-format.ts';
import { sourcesPlugin } from './sources-plugin.ts';

/** What every Apollo Server of the hub has: nothing phones home, nothing leaks, nothing depends on NODE_ENV. */
export function apolloDefaults(log: Logger, options: { introspection: boolean; faults: FaultFormat }) {
  const { faults } = options;
  const plugins: ApolloServerPlugin<RequestContext>[] = [
    faults.plugin,
    sourcesPlugin,
    ...off([
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ]),
  ];
  return {
    plugins,
    formatError: faults.formatError,
    introspection: options.introspection,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: false,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    nodeEnv: 'production',
    logger: {
      debug: (message?: unknown) => {
        log.trace(String(message));
      },
      info: (message?: unknown) => {
        log.debug(String(message));
      },
      warn: (message?: unknown) => {
        log.warn(String(message));
      },
      error: (message?: unknown) => {
        log.error(String(message));
      },
    },
  } as const;
}

const off = (plugins: readonly ApolloServerPlugin<BaseContext>[]): readonly ApolloServerPlugin<RequestContext>[] =>
  plugins;
