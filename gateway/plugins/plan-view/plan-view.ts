import type { ApolloServerPlugin } from '@apollo/server';
import { HeaderMap } from '@apollo/server';
import { prettyFormatQueryPlan, type QueryPlan } from '@apollo/query-planner';
import { LRUCache } from 'lru-cache';
import type { GraphQLSchema } from 'graphql';
import type { RequestContext } from '../../../kit/context.ts';
import type { Engine, KnownDocument } from '../../engine.ts';

/** `true` runs the operation and shows its plan; `dry-run` shows it and asks no subgraph. */
export const planHeader = 'apollo-expose-query-plan';

/** In `extensions.apolloQueryPlan`, as clients of Apollo Router know it. */
export interface ShownPlan {
  /** Null when this engine does not show plans, or the operation can't be planned; `text` says why. */
  readonly object: QueryPlan | null;
  readonly text: string;
}

type Variables = Readonly<Record<string, unknown>>;

/** Plans that are kept: somebody who looks at one asks for it again. */
const kept = 100;

/** The plan of an operation in the answer, for those who ask for it by a header. */
export function planViewPlugin(engine: Pick<Engine, 'plan'>): ApolloServerPlugin<RequestContext> {
  const plans = new WeakMap<GraphQLSchema, LRUCache<string, ShownPlan>>();
  const shown = (operation: KnownDocument, variables: Variables): ShownPlan => {
    const known = plans.get(operation.schema) ?? new LRUCache<string, ShownPlan>({ max: kept });
    plans.set(operation.schema, known);
    // What is not given has its default, which may be true.
    const flags = Object.entries(variables).flatMap(([name, value]) =>
      typeof value === 'boolean' ? `${name} ${String(value)}` : [],
    );
    const key = JSON.stringify([operation.queryHash, operation.operationName, flags.sort()]);
    const plan = known.get(key) ?? showPlan(engine, operation, variables);
    known.set(key, plan);
    return plan;
  };
  return {
    async requestDidStart({ request }) {
      const wanted = request.http?.headers.get(planHeader);
      if (wanted !== 'true' && wanted !== 'dry-run') return;
      let plan: ShownPlan | undefined;
      return {
        async responseForOperation({ schema, document, queryHash = '', operationName }) {
          plan = shown({ schema, document, queryHash, operationName }, request.variables ?? {});
          if (wanted === 'true') return null;
          return { http: { headers: new HeaderMap() }, body: { kind: 'single', singleResult: { data: null } } };
        },
        async willSendResponse({ response: { body, http } }) {
          if (!plan) return;
          // A cache between would give it to those who did not ask for it.
          http.headers.set('cache-control', 'no-store');
          const result = body.kind === 'single' ? body.singleResult : body.initialResult;
          result.extensions = { ...result.extensions, apolloQueryPlan: plan };
        },
      };
    },
  };
}

function showPlan(engine: Pick<Engine, 'plan'>, operation: KnownDocument, variables: Variables): ShownPlan {
  if (!engine.plan) return { object: null, text: 'This engine does not show its plans. Use engine hub.' };
  try {
    const plan = engine.plan(operation, variables);
    return { object: plan, text: prettyFormatQueryPlan(plan) };
  } catch {
    // Running it says why, with a code.
    return { object: null, text: 'The operation could not be planned.' };
  }
}
