import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { Pool } from 'undici';
import type { EngineFactory, Service } from '../../../gateway/engine.ts';
import { hubEngine } from '../../../gateway/engines/hub/hub-engine.ts';
import type { CacheSettings } from '../../../gateway/plugins/cache/settings.ts';
import { startGateway } from '../../../gateway/server.ts';
import type { HttpRequest } from './requests.ts';

/** What a client gets, without times and the count of statements, which sources learn to lower. */
export interface HttpAnswer {
  readonly status: number;
  /** Sorted. */
  readonly headers: readonly string[];
  readonly text: string;
}

/** One gateway over HTTP. */
interface Way {
  /** Answers that did not come from Apollo Server. */
  readonly direct: number;
  ask(request: HttpRequest): Promise<HttpAnswer>;
  stop(): Promise<void>;
}

/** Two gateways that are asked the same in the same order: one knows the direct way, in the other Apollo Server answers all. */
export interface TwoWays {
  readonly direct: Way;
  readonly apollo: Way;
  stop(): Promise<void>;
}

export interface TwoWaysOptions {
  readonly sdl: string;
  /** Services of a gateway of its own: mutations of one must not be seen by the other. */
  services(): readonly Service[];
  readonly cache: CacheSettings;
}

export async function twoWays(options: TwoWaysOptions): Promise<TwoWays> {
  const [direct, apollo] = await Promise.all([way(options, true), way(options, false)]);
  return { direct, apollo, stop: async () => void (await Promise.all([direct.stop(), apollo.stop()])) };
}

async function way({ sdl, services, cache }: TwoWaysOptions, mayAnswer: boolean): Promise<Way> {
  let direct = 0;
  const engine: EngineFactory = async (...given) => {
    const { answer, ...rest } = await hubEngine(...given);
    if (!mayAnswer || !answer) return rest;
    return {
      ...rest,
      answer: (operation) => {
        direct += 1;
        return answer(operation);
      },
    };
  };
  const folder = await mkdtemp(join(tmpdir(), 'hub-differential-'));
  const supergraphFile = join(folder, 'supergraph.graphql');
  await writeFile(supergraphFile, sdl);
  const log = pino({ level: 'silent' });
  const gateway = await startGateway({
    log,
    supergraphFile,
    services: services(),
    engine,
    cache,
    planView: { enabled: true },
  });
  const { origin, pathname: path } = new URL(gateway.url);
  const pool = new Pool(origin, { connections: 1 });
  return {
    get direct() {
      return direct;
    },
    async ask({ method, search, headers, body }) {
      const answer = await pool.request({ method, path: path + search, headers: { ...headers }, body });
      return seen(answer.statusCode, answer.headers, await answer.body.text());
    },
    async stop() {
      await pool.close();
      await gateway.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const changing: ReadonlySet<string> = new Set(['date', 'content-length']);

function seen(status: number, headers: Readonly<Record<string, unknown>>, text: string): HttpAnswer {
  const told = Object.entries(headers).filter(([name]) => !changing.has(name));
  return {
    status,
    headers: told.map(([name, value]) => `${name}: ${String(value)}`).sort(),
    text: text.replaceAll(/"(ms|ageMs|statements)":[\d.]+/g, '"$1":0').replaceAll(/"asOf":"[^"]+"/g, '"asOf":"then"'),
  };
}
