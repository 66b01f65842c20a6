import { resolve } from 'node:path';
import { Kind, type GraphQLSchema } from 'graphql';
import { gatewayEnv } from '../../../gateway/env.ts';
import { tooExpensive } from '../../../gateway/plugins/cost/cost.ts';
import { OperationCosts } from '../../../gateway/plugins/cost/operation-costs.ts';
import type { DocumentSettings } from '../../../gateway/plugins/document-rules.ts';
import { checkDocument, operationNames } from '../../../gateway/plugins/persisted/check-documents.ts';
import { readManifest, type TrustedDocument } from '../../../gateway/plugins/persisted/manifest.ts';
import { plannedSupergraph } from '../../hub/planned-supergraph.ts';
import { readGiven } from '../../hub/read-file.ts';
import { exit, writeJson } from '../../io.ts';
import type { Command } from '../../verb.ts';

/** A document of the manifest, as the gateway would meet it. */
interface Checked {
  readonly id: string;
  readonly names: readonly string[];
  /** The dearest of its operations when every variable has its default; null when it can't be weighed. */
  readonly cost: number | null;
  readonly problems: readonly string[];
}

/**
 * Tries every document of a manifest on a supergraph, with the limits of GATEWAY_*; connects to nothing. JSON: `{ ok, count,
 * documents: [{ id, names, cost, problems }] }`.
 */
export const command: Command = async (input, io) => {
  const { settings } = gatewayEnv(io.env);
  const [file = ''] = input.args;
  const documents = readManifest(
    await readGiven(resolve(file), 'Give the manifest that the build of the client wrote.'),
  );
  const { api, sdl } = await plannedSupergraph(input);
  const costs = new OperationCosts(api, sdl, settings.cost.assumedListSize);
  const against = { api, costs, settings, maxCost: settings.cost.maxCost };
  const tried = documents.map((one) => check(one, against));
  const wrong = tried.filter(({ problems }) => problems.length > 0);
  if (input.json) writeJson(io, { ok: wrong.length === 0, count: tried.length, documents: tried });
  else
    for (const { id, names, problems } of wrong)
      io.stdout.write(
        `${id}${names.length > 0 ? ` (${names.join(', ')})` : ''}\n${problems.map((p) => `  - ${p}\n`).join('')}`,
      );
  io.stderr.write(
    wrong.length === 0
      ? `${String(tried.length)} documents are in order.\n`
      : `${String(wrong.length)} of ${String(tried.length)} documents would be refused.\n`,
  );
  return wrong.length === 0 ? exit.done : exit.failed;
};

interface Against {
  readonly api: GraphQLSchema;
  readonly costs: OperationCosts;
  readonly settings: DocumentSettings;
  readonly maxCost: number;
}

function check(trusted: TrustedDocument, { api, costs, settings, maxCost }: Against): Checked {
  const { document, problems } = checkDocument(trusted, api, settings);
  const names = document ? operationNames(document).filter((name) => name !== '') : [];
  if (!document || problems.length > 0) return { id: trusted.id, names, cost: null, problems };
  const weighed = document.definitions
    .filter((d) => d.kind === Kind.OPERATION_DEFINITION)
    .map((definition) => costs.weigh(document, definition, {}));
  return {
    id: trusted.id,
    names,
    cost: Math.max(0, ...weighed.map(({ estimated }) => estimated)),
    problems:
      maxCost > 0 ? weighed.filter((w) => w.estimated > maxCost).map((w) => tooExpensive(w, maxCost).message) : [],
  };
}
