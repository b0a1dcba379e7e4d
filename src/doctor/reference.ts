import type { Criterion, Evidence } from '#src/doctor/contract.ts';
import type { Lab } from '#src/doctor/lab.ts';
import { runCost, stepCost } from '#src/experiment/cost.ts';
import type { Layer } from '#src/experiment/field-lists.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { holdsOut } from '#src/experiment/held-out.ts';
import { stepsPerEpoch, totalSteps } from '#src/experiment/steps.ts';
import { suitedTo } from '#src/experiment/suited.ts';

/** What a fit may leave beyond twice what the reference leaves. */
const least = { numbers: 0.02, classes: 0.05 } as const;
/** Share of the budget that one reference may take, and steps that it takes in any case. */
const share = 0.03;
const fewestSteps = 3000;
/** A reference that leaves more than this says nothing. */
const unusable = { numbers: 0.5, classes: 0.75 } as const;
/** One that leaves more than this may have failed itself. */
const doubtful = 0.1;

/**
 * A larger network on the same data, soundly trained, for ten times the steps as far as the budget goes. Labels that the
 * experiment makes wrong are right: held-out ones are, and the larger a network is, the better it memorises wrong ones.
 */
function references(experiment: Experiment, budget: number): readonly Experiment[] {
  const units = Math.max(64, ...experiment.layers.map((layer) => layer.units));
  const layers = (activation: Layer['activation']): readonly Layer[] =>
    [0, 1].map(() => ({ units, activation, dropout: 0 }));
  const isFresh = experiment.phases.some(({ order }) => order === 'fresh');
  const base: Experiment = {
    ...experiment,
    ...suitedTo(experiment),
    // An encoding has its periods in the units that it was given.
    inputScaling: experiment.encoding === 'raw' ? 'standardise' : experiment.inputScaling,
    targetScaling: 'standardise',
    labelNoise: 0,
    bias: true,
    summedLoss: false,
    l1: 0,
    l2: 0,
    optimizer: 'adam',
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-8,
    learningRate: 0.005,
    clipping: 'none',
    schedule: 'cosine',
    warmup: 0,
    scheduleFloor: 0,
    batchSize: Math.min(32, experiment.trainCount),
    dropLast: false,
    phases: [{ order: isFresh ? 'fresh' : 'reshuffle', epochs: null }],
    changes: [],
    targetLoss: null,
    patience: 0,
  };
  return [
    { ...base, layers: layers('relu'), initialiser: 'he_normal' } as const,
    { ...base, layers: layers('tanh'), initialiser: 'glorot_uniform' } as const,
  ].map((reference) => {
    const affordable = Math.floor((share * budget) / stepCost(reference));
    const steps = Math.min(
      Math.max(fewestSteps, 10 * totalSteps(experiment)),
      Math.max(fewestSteps, affordable),
    );
    const epochs = Math.min(100_000, Math.ceil(steps / stepsPerEpoch(reference)));
    return { ...reference, epochs };
  });
}

/** When a run fits: stated before anything is tried. */
export async function criterionOf(
  { experiment, data: { classes, noiseShare, guessed, heldOutRows }, floors }: Evidence,
  lab: Lab,
  asked: number | undefined,
): Promise<Criterion> {
  if (asked !== undefined) return { unexplained: asked, from: 'reader', reference: null };
  const kind = classes === null ? 'numbers' : 'classes';
  const any: Criterion = { unexplained: 1, from: 'least', reference: null };
  const seeds = [experiment.seed];
  let best = Number.POSITIVE_INFINITY;
  for (const reference of references(experiment, lab.budget)) {
    // One that leaves so little decides nothing, and another would leave no more.
    if (2 * best < least[kind] || !lab.affords(runCost(reference), 0.7)) break;
    const [outcomes = []] = await lab.outcomes([{ experiment: reference, seeds }], any);
    best = Math.min(best, ...outcomes.map(({ skill }) => 1 - skill));
  }
  const reference = Number.isFinite(best) ? best : null;
  const isUsable = reference !== null && reference < unusable[kind];
  // What neighbours know, can be known: where it is much more, the reference has failed, too.
  const near = floors.find(({ id }) => id === 'neighbours')?.skill ?? 0;
  const isDoubtful = isUsable && reference > doubtful && holdsOut(experiment);
  const isBeaten = isDoubtful && 1 - near < reference / 2;
  const usable = isBeaten ? 1 - near : isUsable ? reference : 0;
  const noise = noiseShare ?? 0;
  const left = Math.max(usable, noise);
  // Twice a large share would be all there is: half of what can be explained has to be.
  const wanted = least[kind] + Math.min(2 * left, (1 + left) / 2);
  // Errors that guessing makes: their count, and that of a fit, is known as well as counts of so many points are.
  const errors = (1 - (guessed ?? 0)) * heldOutRows;
  const unexplained = wanted + (classes === null ? 0 : Math.sqrt(wanted / Math.max(1, errors)));
  const guide = isBeaten ? 'neighbours' : 'reference';
  const without = reference === null ? 'untried' : isUsable ? 'least' : 'unusable';
  const isLittle = 2 * left < least[kind];
  const from = isLittle && !isBeaten ? without : usable > noise ? guide : 'noise';
  return {
    unexplained: Math.min(unexplained, (1 + left) / 2),
    from,
    reference,
    ...(experiment.labelNoise > 0 && { rightLabels: true }),
  };
}
