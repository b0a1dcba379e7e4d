import type { Experiment } from '#src/experiment/fields.ts';
import type { TargetId, TaskId } from '#src/experiment/ids.ts';

/** What is wrong and where: `field` is a field id, or the unknown name as it was given. */
export interface Problem {
  readonly field: string;
  readonly message: string;
}

export const taskOfTarget = {
  sine: 'regression_1d',
  parabola: 'regression_1d',
  cubic: 'regression_1d',
  abs: 'regression_1d',
  step: 'regression_1d',
  sawtooth: 'regression_1d',
  x_sin_x: 'regression_1d',
  runge: 'regression_1d',
  chirp: 'regression_1d',
  gaussian_bump: 'regression_1d',
  formula_1d: 'regression_1d',
  sum_bin: 'classes_2d',
  sum_mod: 'classes_2d',
  xor: 'classes_2d',
  circles: 'classes_2d',
  spirals: 'classes_2d',
  moons: 'classes_2d',
  blobs: 'classes_2d',
  checkerboard: 'classes_2d',
  formula_classes: 'classes_2d',
  sin_cos: 'regression_2d',
  two_hills: 'regression_2d',
  saddle: 'regression_2d',
  ripple: 'regression_2d',
  formula_2d: 'regression_2d',
} as const satisfies Record<TargetId, TaskId>;

/** Targets whose number of classes is the reader's to choose, with its limits; the others have their own. */
export const classLimits: Partial<Record<TargetId, readonly [min: number, max: number]>> = {
  sum_mod: [2, 10],
  spirals: [2, 6],
  blobs: [2, 6],
  formula_classes: [2, 10],
};

/** The number of classes of an experiment's target, or null for a regression. */
export function classCount(experiment: Pick<Experiment, 'target' | 'classes'>): number | null {
  const { target, classes } = experiment;
  if (taskOfTarget[target] !== 'classes_2d') return null;
  if (classLimits[target] !== undefined) return classes;
  return target === 'sum_bin' ? 3 : 2;
}

/** The most that one run may ask of a reader's browser; a link beyond it is refused before anything is allocated. */
export const costLimits = { steps: 1e9, floatingPointOperations: 1e16, dataFloats: 2e7 } as const;

/** What fields demand of one another, beyond their own limits. Empty: the experiment can run. */
export function relationProblems(experiment: Experiment): readonly Problem[] {
  return rules.flatMap((rule) => {
    const problem = rule(experiment);
    return problem === null ? [] : [problem];
  });
}

const classLosses: readonly string[] = ['cross_entropy', 'nll_of_softmax', 'bce'];

const rules: readonly ((e: Experiment) => Problem | null)[] = [
  (e) =>
    e.target.startsWith('formula_') && e.formula.trim() === ''
      ? { field: 'formula', message: 'write the formula of the target, for example sin(3x) + x/2' }
      : null,
  (e) => {
    const limits = classLimits[e.target];
    if (limits === undefined || (e.classes >= limits[0] && e.classes <= limits[1])) return null;
    return { field: 'classes', message: `this target takes ${limits[0]} to ${limits[1]} classes` };
  },
  (e) =>
    classLosses.includes(e.loss) && classCount(e) === null
      ? {
          field: 'loss',
          message: 'this loss needs a target with classes; a regression takes mse, mae or huber',
        }
      : null,
  (e) =>
    e.loss === 'bce' && (classCount(e) ?? 2) !== 2
      ? { field: 'loss', message: 'binary cross entropy needs exactly two classes' }
      : null,
  (e) =>
    e.loss === 'nll_of_softmax' && e.outputActivation !== 'softmax'
      ? { field: 'loss', message: 'cross entropy of probabilities needs a softmax output layer' }
      : null,
  (e) =>
    e.labelShape === 'row' && (classCount(e) !== null || classLosses.includes(e.loss))
      ? {
          field: 'labelShape',
          message: 'only a regression with one output has labels that can broadcast',
        }
      : null,
  (e) =>
    e.dropLast && e.batchSize > e.trainCount
      ? {
          field: 'dropLast',
          message: 'the only batch is a short one: dropping it leaves nothing to train on',
        }
      : null,
  (e) => {
    const fixed = e.phases.reduce((sum, phase) => sum + (phase.epochs ?? 0), 0);
    return fixed < e.epochs
      ? null
      : {
          field: 'phases',
          message: `the phases take ${fixed} epochs, the run has only ${e.epochs}`,
        };
  },
  (e) =>
    e.phases.some((phase) => phase.order === 'by_class') && classCount(e) === null
      ? { field: 'phases', message: 'ordering by class needs a target with classes' }
      : null,
  (e) => {
    const width = encodedWidth(e);
    const floats = (e.trainCount + e.heldOutCount) * (width + 1);
    if (floats <= costLimits.dataFloats) return null;
    return {
      field: 'trainCount',
      message: `${e.trainCount} + ${e.heldOutCount} points of ${width} encoded inputs are too much data for a browser`,
    };
  },
  (e) => {
    const steps = e.epochs * Math.ceil(e.trainCount / e.batchSize);
    return steps <= costLimits.steps
      ? null
      : {
          field: 'epochs',
          message: `${steps.toExponential(1)} steps are more than a browser should be asked for (at most 1e9)`,
        };
  },
  (e) => {
    const operations = 6 * parameterCount(e) * e.trainCount * e.epochs;
    return operations <= costLimits.floatingPointOperations
      ? null
      : {
          field: 'epochs',
          message:
            'this run needs more than 1e16 floating-point operations: take fewer epochs, points or units',
        };
  },
];

/** Inputs of the network: features, each turned into what the encoding makes of it. */
export function encodedWidth(e: Experiment): number {
  const inputs =
    e.features.length > 0 ? e.features.length : taskOfTarget[e.target] === 'regression_1d' ? 1 : 2;
  if (e.encoding === 'fourier') return inputs * 2 * e.octaves;
  if (e.encoding === 'polynomial') return monomialCount(inputs, e.degree);
  return inputs;
}

/** Monomials of total degree 1…degree in n variables: C(n + degree, degree) − 1. */
function monomialCount(n: number, degree: number): number {
  let count = 1;
  for (let k = 1; k <= degree; k++) count = (count * (n + k)) / k;
  return Math.round(count) - 1;
}

/** Outputs of the network: one for a regression or a binary cross entropy, else one a class. */
export function outputCount(e: Experiment): number {
  const classes = classCount(e);
  return classes === null || e.loss === 'bce' ? 1 : classes;
}

/** Weights and biases of all layers. */
export function parameterCount(e: Experiment): number {
  let width = encodedWidth(e);
  let count = 0;
  for (const units of [...e.layers.map((layer) => layer.units), outputCount(e)]) {
    count += (width + 1) * units;
    width = units;
  }
  return count;
}
