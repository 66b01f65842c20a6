import { httpFaults, type HttpProxy } from './proxies/http-proxy.ts';
import { tcpFaults, type TcpProxy } from './proxies/tcp-proxy.ts';

/** Something that can be made to fail. */
export interface Target {
  readonly kind: 'database' | 'subgraph';
  readonly name: string;
  /** Subgraphs whose answers may suffer; all others must not notice. */
  readonly touches: readonly string[];
  readonly faults: readonly string[];
  begin(fault: string): Promise<void>;
  end(): Promise<void>;
  stop(): Promise<void>;
}

function targetOf<F extends string>(
  named: Pick<Target, 'kind' | 'name' | 'touches'>,
  faults: readonly F[],
  proxy: { behave(fault: F | null): Promise<void>; stop(): Promise<void> },
): Target {
  return {
    ...named,
    faults,
    async begin(fault) {
      const known = faults.find((each) => each === fault);
      if (known === undefined) throw new Error(`a ${named.kind} can't be ${fault}`);
      await proxy.behave(known);
    },
    end: () => proxy.behave(null),
    stop: () => proxy.stop(),
  };
}

export const tcpTarget = (name: string, serves: readonly string[], proxy: TcpProxy): Target =>
  targetOf({ kind: 'database', name, touches: serves }, tcpFaults, proxy);

export const httpTarget = (name: string, proxy: HttpProxy): Target =>
  targetOf({ kind: 'subgraph', name, touches: [name] }, httpFaults, proxy);
