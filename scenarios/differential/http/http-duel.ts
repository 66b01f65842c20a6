import { cacheDefaults } from '../../../gateway/plugins/cache/settings.ts';
import type { World } from '../duel.ts';
import { noFaults, planFaults, type FaultPlan } from '../faults.ts';
import { operations, type Operation } from '../generate/operations.ts';
import { Random } from '../generate/random.ts';
import { requestsOf, type HttpRequest } from './requests.ts';
import { twoWays, type HttpAnswer, type TwoWays } from './two-ways.ts';

export interface HttpFinding {
  readonly operation: Operation;
  readonly request: HttpRequest;
  readonly faults: FaultPlan;
  /** From the gateway that knows the direct way, and from Apollo Server. */
  readonly answers: readonly [HttpAnswer, HttpAnswer];
}

export interface HttpTally {
  operations: number;
  requests: number;
  /** Requests that Apollo Server had no part in. */
  direct: number;
  /** Those of them that were a GET. */
  directByGet: number;
  withFaults: number;
  /** Answers with errors that came directly: what was compared is not all alike. */
  directWithErrors: number;
  readonly statuses: Map<number, number>;
  readonly findings: HttpFinding[];
}

export interface HttpDuelOptions {
  readonly count: number;
  readonly seed: number;
  readonly kind?: 'query' | 'mutation';
  readonly progress?: (tally: HttpTally) => void;
}

/**
 * Sends `count` operations over HTTP to two gateways, each several times with this and that changed, and compares status,
 * headers and bytes: what one answers directly, Apollo Server answers in the other. In turns with caches and without.
 */
export async function httpDuel(
  world: World,
  { count, seed, kind = 'query', progress }: HttpDuelOptions,
): Promise<HttpTally> {
  const [plain, caching] = await Promise.all([
    twoWays({ ...world, cache: cacheDefaults }),
    twoWays({ ...world, cache: { ...cacheDefaults, deduplicate: true, responseBytes: 10_000_000 } }),
  ]);
  const tally: HttpTally = {
    operations: 0,
    requests: 0,
    direct: 0,
    directByGet: 0,
    withFaults: 0,
    directWithErrors: 0,
    statuses: new Map(),
    findings: [],
  };
  for (const operation of operations(seed, { ...world.generate, schema: world.oracle.schema, kind })) {
    if (tally.operations >= count) break;
    const random = new Random(operation.seed);
    const faults = kind === 'query' ? planFaults(random, world.mayFail) : noFaults;
    world.faults.plan = faults;
    tally.operations += 1;
    if (faults.fields.length > 0) tally.withFaults += 1;
    const requests = requestsOf(operation, { schema: world.oracle.schema, pools: world.generate.pools, random });
    const ways = tally.operations % 2 === 0 ? caching : plain;
    for (const request of requests) await compare(ways, { operation, request, faults }, tally);
    progress?.(tally);
  }
  world.faults.plan = noFaults;
  await Promise.all([plain.stop(), caching.stop()]);
  return tally;
}

async function compare(
  { direct, apollo }: TwoWays,
  asked: Omit<HttpFinding, 'answers'>,
  tally: HttpTally,
): Promise<void> {
  const before = direct.direct;
  const answers = [await direct.ask(asked.request), await apollo.ask(asked.request)] as const;
  const [own, other] = answers;
  tally.requests += 1;
  tally.statuses.set(own.status, (tally.statuses.get(own.status) ?? 0) + 1);
  if (direct.direct > before) {
    tally.direct += 1;
    if (asked.request.method === 'GET') tally.directByGet += 1;
    if (own.text.startsWith('{"errors"')) tally.directWithErrors += 1;
  }
  const isSame =
    own.status === other.status && own.text === other.text && own.headers.join('\n') === other.headers.join('\n');
  if (!isSame) tally.findings.push({ ...asked, answers });
}

/** For a person: the request that shows a difference, and both answers. */
export function renderHttpFinding({ operation, request, faults, answers }: HttpFinding): string {
  const failing = faults.fields.length > 0 ? `failing (1 of ${faults.oneOf}): ${faults.fields.join(' ')}` : '';
  const [own, other] = answers.map(({ status, headers, text }) => `${String(status)}\n${headers.join('\n')}\n${text}`);
  return [
    `seed ${operation.seed}`,
    JSON.stringify(request),
    failing,
    'directly:',
    own,
    'by Apollo Server:',
    other,
    '',
  ].join('\n');
}
