import { conditionsOf, type Model } from './model.ts';
import { weigherOfLevels, type Weigh } from './weigh.ts';

/** Vetoes of a model are bits of a whole number. */
const mostVetoes = 31;

/** One comparison, in the order in which they are made. */
interface Step {
  readonly at: number;
  /** By level: the vetoes that may still hold. */
  readonly open: Int32Array;
  /** The vetoes of which everything is known after it. */
  readonly decided: number;
}

/**
 * Weighs pairs of which only those matter that weigh at least `least`: any other may get -Infinity. Most candidates fall to a
 * veto that a few comparisons decide; the others are not made then. What weighs enough gets the weight of `weigher`, to the bit.
 */
export function edgeWeigher(model: Model, least: number): Weigh {
  const steps = stepsOf(model, least);
  const weigh = weigherOfLevels(model);
  const levels = new Uint8Array(model.comparators.length);
  return (a, b) => {
    let open = -1;
    for (const step of steps) {
      const level = model.comparators[step.at]?.level(a, b) ?? 0;
      levels[step.at] = level;
      open &= step.open[level] ?? 0;
      if ((open & step.decided) !== 0) return -Infinity;
    }
    return weigh(a, b, levels);
  };
}

/** All comparisons, those first that decide a veto. */
function stepsOf(model: Model, least: number): Step[] {
  const { comparisons } = model;
  const vetoes = vetoesBelow(model, least).map(({ when, unless }) => {
    const [wanted, excusing] = [conditionsOf(comparisons, when), conditionsOf(comparisons, unless)];
    return { wanted, excusing, asked: [...wanted, ...excusing].map(([at]) => at).filter((at) => at !== -1) };
  });
  const order = [...new Set([...vetoes.flatMap(({ asked }) => asked), ...comparisons.keys()])];
  const bitsOf = (holds: (veto: (typeof vetoes)[number]) => boolean): number =>
    vetoes.reduce((bits, veto, bit) => (holds(veto) ? bits | (1 << bit) : bits), 0);
  return order.map((at, place) => ({
    at,
    open: Int32Array.from({ length: 1 + (comparisons[at]?.levels.length ?? 0) }, (_, level) =>
      bitsOf(
        ({ wanted, excusing }) =>
          wanted.every(([asked, levels]) => asked !== at || levels.has(level)) &&
          !excusing.some(([asked, levels]) => asked === at && levels.has(level)),
      ),
    ),
    decided: bitsOf(({ asked }) => asked.every((one) => order.indexOf(one) <= place)),
  }));
}

/**
 * Vetoes that take a pair below `least` wherever they hold. The first that holds speaks, so those behind one that leaves a pair
 * more are not among them.
 */
function vetoesBelow({ comparisons, vetoes }: Model, least: number): Model['vetoes'] {
  const mild = vetoes.findIndex(({ atMost }) => atMost >= least);
  return (
    vetoes
      .slice(0, mild === -1 ? undefined : mild)
      // what enough evidence excuses is known only when all is
      .filter(({ when, below }) => below === undefined && conditionsOf(comparisons, when).every(([at]) => at !== -1))
      .slice(0, mostVetoes)
  );
}
