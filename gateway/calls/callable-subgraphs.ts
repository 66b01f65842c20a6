import type { EngineOptions, RemoteService, Service } from '../engine.ts';
import type { CallableSubgraph } from './answer-of.ts';
import { inProcessCall } from './in-process-call.ts';
import { fetchObserver } from './observed-fetch.ts';
import { protectCall, type ProtectedCall } from './protect-call.ts';
import { remoteDefaults } from './remote-limits.ts';
import { timeLimit } from './time-limit.ts';

/** Subgraphs to call, by name. */
export type Callables = ReadonlyMap<string, CallableSubgraph>;

/** A service, and how it is called. */
interface Opened {
  readonly service: Service;
  readonly callable: CallableSubgraph;
}

interface Remote {
  call(service: RemoteService, timeoutMs: number): ProtectedCall;
  stop(): Promise<void>;
}

/** The services of an engine as something to call, supergraph after supergraph. */
export class CallableSubgraphs {
  readonly #options: EngineOptions;
  #opened: readonly Opened[] = [];
  #remote: Remote | null = null;

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  /**
   * Makes something of the subgraphs of a supergraph. One that stays where it was is called as before, with what is known of
   * its faults; what an older supergraph called elsewhere is no longer watched, its calls still pass. When `make` throws, all is
   * as it was.
   */
  async takeOver<T>(supergraphSdl: string, make: (byName: Callables) => T | Promise<T>): Promise<T> {
    const { services: given } = this.#options;
    const services = typeof given === 'function' ? given(supergraphSdl) : given;
    if (services.some((service) => 'url' in service)) this.#remote ??= await openRemote(this.#options);
    const before = this.#opened;
    const next = services.map(
      (service) => before.find((one) => isSame(one.service, service)) ?? { service, callable: this.#open(service) },
    );
    try {
      const made = await make(new Map(next.map(({ callable }) => [callable.name, callable])));
      this.#opened = next;
      endThose(before, next);
      return made;
    } catch (error) {
      endThose(next, before);
      throw error;
    }
  }

  /** Ends what they hold, connections of the remote ones too. */
  async stop(): Promise<void> {
    endThose(this.#opened, []);
    await this.#remote?.stop();
  }

  #open(service: Service): CallableSubgraph {
    const { log, subgraphTimeoutMs, telemetry } = this.#options;
    const { name, timeoutMs = subgraphTimeoutMs } = service;
    const running = 'subgraph' in service ? service.subgraph : null;
    const observe = fetchObserver(name, { isRemote: running === null }, telemetry);
    return { name, limit: timeLimit(name, timeoutMs), log, observe, running, ...this.#callOf(service, timeoutMs) };
  }

  #callOf(service: Service, timeoutMs: number): Pick<CallableSubgraph, 'call' | 'end'> {
    // Subgraphs of this process need no protection of their own: their systems have it.
    if ('subgraph' in service)
      return { call: inProcessCall(service.subgraph, this.#options.log), end: () => undefined };
    if (this.#remote === null) throw new Error(`no connections for subgraph ${service.name}`);
    return this.#remote.call(service, timeoutMs);
  }
}

function isSame(a: Service, b: Service): boolean {
  if (a.name !== b.name || a.timeoutMs !== b.timeoutMs) return false;
  return 'subgraph' in a ? 'subgraph' in b && a.subgraph === b.subgraph : 'url' in b && a.url === b.url;
}

/** Ends those that the others do not have. */
function endThose(some: readonly Opened[], others: readonly Opened[]): void {
  for (const one of some) if (!others.includes(one)) one.callable.end();
}

/** Connections to remote subgraphs; the HTTP client is loaded only where there are any. */
async function openRemote(options: EngineOptions): Promise<Remote> {
  const { remoteCall, remoteConnections } = await import('./remote-call.ts');
  const { log, maxSubgraphAnswerBytes: maxBytes, remote = remoteDefaults } = options;
  const { connections: running, waiting, spareAfter } = remote;
  const connections = remoteConnections(remote);
  return {
    call: ({ name: subgraph, url }, timeoutMs) => {
      const call = remoteCall({ subgraph, url, log, connections, maxBytes });
      return protectCall(call, { subgraph, log, running, waiting, timeoutMs, spareAfter });
    },
    stop: () => connections.destroy(),
  };
}
