import { gatewayEnv } from '../../gateway/env.ts';
import type { GatewayEnv } from '../../gateway/env.ts';
import { telemetryEnv, type TelemetryEnv } from '../../kit/telemetry/env.ts';
import { registry } from '../../schema/registry.ts';
import { hubEnv } from '../env.ts';
import type { HubEnv } from '../env.ts';
import type { Io } from '../io.ts';
import type { Input } from '../verb.ts';
import { sourceFolders } from './definitions.ts';
import { gatherEnv } from './gather-env.ts';

/** What `hub start` is to do, decided before anything is done. */
export interface StartPlan {
  readonly env: HubEnv;
  readonly gateway: GatewayEnv;
  readonly telemetry: TelemetryEnv;
  readonly port: number;
  /** Subgraphs in this process; the others answer at their URL. */
  readonly local: readonly string[];
  readonly remote: readonly { readonly name: string; readonly url: string }[];
  /** Source folders; empty when the demo company is served. */
  readonly folders: readonly string[];
  readonly isDemo: boolean;
  /** Null takes the company that is there, whatever its size. */
  readonly demoCustomers: number | null;
}

/** Reads flags and environment. Throws EnvFaults with every fault of the environment. */
export function planStart(input: Input, io: Pick<Io, 'env'>): StartPlan {
  const [env, gateway, telemetry] = gatherEnv(
    () => hubEnv(io.env),
    () => gatewayEnv(io.env),
    () => telemetryEnv(io.env),
  );
  const urls = registry.map(({ name }) => ({ name, url: gateway.subgraphs[name]?.url ?? null }));
  const local = urls.filter(({ url }) => url === null).map(({ name }) => name);
  const folders = sourceFolders(input.list('sources'), env.sources);
  return {
    env,
    gateway,
    telemetry,
    port: input.number('port') ?? gateway.settings.port,
    local,
    remote: urls.flatMap(({ name, url }) => (url === null ? [] : [{ name, url }])),
    folders,
    isDemo: folders.length === 0 && local.length > 0,
    demoCustomers: input.number('customers') ?? env.demoCustomers,
  };
}
