import { classCoding, hasOutputForEach } from '#src/experiment/class-coding.ts';
import type { Experiment, FieldId } from '#src/experiment/fields.ts';
import { holdsOut } from '#src/experiment/held-out.ts';
import { ownNumbers } from '#src/experiment/network-size.ts';
import {
  classCount,
  classLimits,
  formulasOf,
  isFormula,
  isTable,
  stretchedTargets,
} from '#src/experiment/targets.ts';

type Condition = (e: Experiment) => boolean;

const isClasses: Condition = (e) => classCount(e) !== null;
const adaptive: Condition = (e) => e.optimizer === 'adam' || e.optimizer === 'adamw';
const scheduleIn =
  (...ids: readonly Experiment['schedule'][]): Condition =>
  (e) =>
    ids.includes(e.schedule);

const hasOwnWeights: Condition = (e) => isClasses(e) && e.classWeighting === 'given';

/** Whether classes are learnt by a loss of numbers. */
const takesNumbers: Condition = (e) => classCoding(e) === e.classTargets && e.loss !== 'hinge';

const isNormal: Condition = (e) => e.sampling === 'normal' && !isTable(e.target);

const hasInputDomains: Condition = (e) =>
  isFormula(e.target) && e.inputCount > 1 && e.inputDomains.length > 0;

/** When a field has any effect; a field without a row always has. Panels hide the others, difference tables skip them. */
const relevance: Partial<Record<FieldId, Condition>> = {
  formula: (e) => isFormula(e.target),
  table: (e) => isTable(e.target),
  inputCount: (e) => isFormula(e.target) || isTable(e.target),
  domain: (e) =>
    !hasInputDomains(e) &&
    !isTable(e.target) &&
    (!isNormal(e) || stretchedTargets.includes(e.target)),
  inputDomains: (e) => isFormula(e.target) && e.inputCount > 1 && !isNormal(e),
  classes: (e) =>
    classLimits(e.target) !== null &&
    !isTable(e.target) &&
    !(isFormula(e.target) && formulasOf(e.formula).length > 1),
  heldOutCount: holdsOut,
  heldOutDomain: (e) => e.heldOutFrom === 'interval',
  sampling: (e) => !isTable(e.target),
  samplingMean: isNormal,
  samplingDeviation: isNormal,
  noise: (e) => !isTable(e.target),
  multiplier: (e) => e.target === 'sum_mod',
  turns: (e) => e.target === 'spirals',
  labelNoise: (e) => isClasses(e) && !isTable(e.target),
  inputDivisor: (e) => e.inputScaling === 'divide',
  targetScaling: (e) => !isClasses(e),
  targetDivisor: (e) => !isClasses(e) && e.targetScaling === 'divide',
  degree: (e) => e.encoding === 'polynomial',
  octaves: (e) => e.encoding === 'fourier',
  initialScale: (e) => e.initialiser === 'normal' || e.initialiser === 'constant',
  initialRange: (e) => e.initialiser === 'uniform',
  omega: (e) => e.initialiser === 'siren' || e.layers.some((layer) => layer.activation === 'sin'),
  huberDelta: (e) => e.loss === 'huber',
  classTargets: (e) => isClasses(e) && takesNumbers(e),
  classWeighting: isClasses,
  classWeights: hasOwnWeights,
  unusedOutputs: (e) => (isClasses(e) ? hasOutputForEach(e) : ownNumbers(e) === 1),
  rowWeights: (e) => isTable(e.target) && e.rowWeights,
  labelShape: (e) => !isClasses(e),
  reduce: (e) => e.labelShape === 'row',
  momentum: (e) => e.optimizer === 'momentum' || e.optimizer === 'nesterov',
  beta1: adaptive,
  beta2: adaptive,
  rho: (e) => e.optimizer === 'rmsprop',
  epsilon: (e) => adaptive(e) || e.optimizer === 'adagrad' || e.optimizer === 'rmsprop',
  weightDecay: (e) => e.optimizer === 'adamw',
  clipAt: (e) => e.clipping !== 'none',
  scheduleFactor: scheduleIn('step', 'exponential', 'plateau'),
  scheduleEvery: scheduleIn('step', 'plateau'),
  warmup: scheduleIn('cosine', 'one_cycle'),
  scheduleFloor: scheduleIn('cosine', 'one_cycle', 'plateau'),
  dropLast: (e) => e.trainCount % e.batchSize !== 0,
  dropoutSeed: (e) => e.layers.some((layer) => layer.dropout > 0),
};

export function isRelevant(id: FieldId, experiment: Experiment): boolean {
  return relevance[id]?.(experiment) ?? true;
}
