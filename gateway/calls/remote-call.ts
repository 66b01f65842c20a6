import { Agent, request as send, type Dispatcher } from 'undici';
import type { Logger } from 'pino';
import type { RequestContext } from '../../kit/context.ts';
import { HubError } from '../../kit/errors/hub-error.ts';
import { withAbortSignal } from '../../kit/lifetime.ts';
import { bulk, priorityHeader } from '../../kit/http/priority.ts';
import { deadlineHeader, requestIdHeader } from '../../kit/http/request-id.ts';
import { readRemoteAnswer, unusable } from './remote-answer.ts';
import type { RemoteLimits } from './remote-limits.ts';
import type { RemoteCall } from './subgraph-call.ts';

/** Connections to all remote subgraphs, kept alive. Time limits are the callers' signals, so the pool has none but connect. */
export const remoteConnections = ({ connections }: RemoteLimits): Agent =>
  new Agent({
    connections,
    keepAliveTimeout: 20_000,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: 3_000 },
  });

export interface RemoteOptions {
  readonly subgraph: string;
  readonly url: string;
  readonly log: Logger;
  readonly maxBytes: number;
  readonly connections: Dispatcher;
}

/** Calls a subgraph over HTTP, once. Faults are HubErrors that name the subgraph and never its address. */
export function remoteCall(options: RemoteOptions): RemoteCall {
  const { subgraph, log } = options;
  return async ({ text, variables }, context) => {
    const query = JSON.stringify({ query: text, variables });
    const body = await withAbortSignal(context.signal, (signal) => exchange(options, query, context, signal));
    const { requestId, trace } = context;
    const { sources, ...answer } = readRemoteAnswer(body, { subgraph, log, requestId, trace });
    context.ledger.merge(sources);
    return answer;
  };
}

async function exchange(
  options: RemoteOptions,
  query: string,
  context: RequestContext,
  signal: AbortSignal,
): Promise<string> {
  const { subgraph, url, maxBytes, connections } = options;
  try {
    const response = await send(url, {
      method: 'POST',
      headers: {
        ...context.passedHeaders,
        'content-type': 'application/json',
        accept: 'application/json',
        [requestIdHeader]: context.requestId,
        [deadlineHeader]: String(millisecondsLeft(context)),
        ...(context.isBulk === true && { [priorityHeader]: bulk }),
        ...context.trace?.headers(),
      },
      body: query,
      signal,
      dispatcher: connections,
    });
    if (response.statusCode !== 200) {
      await response.body.dump({ limit: 16_384, signal });
      throw unusable(subgraph, `HTTP status ${response.statusCode}`);
    }
    return await bounded(response.body, subgraph, maxBytes);
  } catch (error) {
    if (error instanceof HubError) throw error;
    throw new HubError(
      'SUBGRAPH_UNAVAILABLE',
      `Subgraph ${subgraph} could not be reached.`,
      { subgraph },
      { cause: error },
    );
  }
}

/** The call's deadline is already earlier than its signal (time-limit.ts), so what the subgraph has by then still arrives. */
const millisecondsLeft = (context: RequestContext): number =>
  Math.max(1, Math.floor(context.deadline - context.clock.now()));

async function bounded(body: AsyncIterable<Buffer>, subgraph: string, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw unusable(subgraph, `the answer is larger than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
