import { parentPort } from 'node:worker_threads';
import { Aliases } from '../compare/aliases.ts';
import type { FeatureSet } from '../features/feature-set.ts';
import type { KindRules } from '../rules/rules.ts';
import { unlearnedModel } from '../score/learned.ts';
import type { Model } from '../score/model.ts';
import { partOf } from '../score/pair-work.ts';
import type { CrewMessage, PlainModel } from './crew.ts';
import { Parts } from './parts.ts';
import { featuresFrom } from './shared-features.ts';

let features: FeatureSet | null = null;
let rules: KindRules | null = null;
let known: { readonly aliases: string; readonly model: Model } | null = null;

/** Comparators remember what they measured, so they are kept while they know the same names. */
function modelOf(set: FeatureSet, kind: KindRules, { aliases, prior, m, u }: PlainModel): Model {
  const key = aliases.join('\n');
  if (known?.aliases !== key) known = { aliases: key, model: unlearnedModel(set, kind, new Aliases(aliases), prior) };
  return { ...known.model, prior, m, u };
}

parentPort?.on('message', (message: CrewMessage) => {
  if (message.what === 'features') features = featuresFrom(message.features);
  else if (message.what === 'rules') {
    rules = message.rules;
    known = null;
  } else if (features && rules) {
    const { job, states, model } = message;
    new Parts(states, job.count).doAll(partOf(job, modelOf(features, rules, model)));
  }
});
