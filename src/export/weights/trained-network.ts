import type { Expression } from '#src/data/formula/formula.ts';
import { loadFormulaParser } from '#src/data/formula/load-parser.ts';
import type { PreparedData } from '#src/data/prepare.ts';
import type { Scaling } from '#src/data/scaling.ts';
import { classCoding } from '#src/experiment/class-coding.ts';
import { type Task, taskOf } from '#src/experiment/targets.ts';
import { networkOf } from '#src/network/of-experiment.ts';
import type { LayerShape, NetworkShape } from '#src/network/shape.ts';
import type { TrainedRun } from '#src/records/trained-weights.ts';

/** A network as it was trained, with all that lies between the reader's units and its inputs and outputs. */
export interface TrainedNetwork extends TrainedRun {
  readonly task: Task;
  readonly network: NetworkShape;
  /** What is computed of the inputs first; empty: they are taken as they are. */
  readonly features: readonly Expression[];
  /** One for each feature or input, fitted on the training points. */
  readonly inputScalings: readonly Scaling[];
  /** One for each number that is answered; none for classes. */
  readonly answerScalings: readonly Scaling[];
}

/** @param data of the run's experiment */
export async function trainedNetwork(
  run: TrainedRun,
  { networkInputs, inputScalings, answerScalings }: PreparedData,
): Promise<TrainedNetwork> {
  const { experiment } = run;
  const task = taskOf(experiment);
  const parse = await loadFormulaParser();
  const features = experiment.features.flatMap((source) => {
    const parsed = parse(source, task.inputs);
    return parsed.ok ? [parsed.value.tree] : [];
  });
  const network = networkOf(experiment, networkInputs);
  return { ...run, task, network, features, inputScalings, answerScalings };
}

/** W [inputs × units] and b [units] of a layer. */
export function layerParameters(
  { parameters }: TrainedNetwork,
  { weights, biases, units }: LayerShape,
): { readonly weights: Float32Array; readonly biases: Float32Array } {
  return {
    weights: parameters.subarray(weights, biases),
    biases: parameters.subarray(biases, biases + units),
  };
}

/** What the outputs of the network are. */
function outputsOf({ experiment: e, task }: TrainedNetwork): string {
  if (task.answer.kind === 'numbers') return 'numbers';
  if (classCoding(e) === 'number') return 'class_numbers';
  if (e.outputActivation === 'softmax' || e.outputActivation === 'sigmoid') return 'probabilities';
  if (e.loss === 'cross_entropy' || e.loss === 'bce') return 'logits';
  return 'scores';
}

/** What a file of weights says of them, as JSON: in the order in which it is applied. */
export function aboutText(trained: TrainedNetwork): string {
  const { experiment: e, link, task, network, inputScalings, answerScalings } = trained;
  const affine = (scalings: readonly Scaling[]) =>
    scalings.map(({ offset, scale }) => ({ offset, scale }));
  return JSON.stringify({
    experiment: link,
    inputs: task.inputs,
    features: e.features,
    inputScaling: affine(inputScalings),
    encoding: {
      kind: e.encoding,
      ...(e.encoding === 'polynomial' && { degree: e.degree }),
      ...(e.encoding === 'fourier' && { octaves: e.octaves }),
    },
    layers: network.layers.map(({ units, activation }) => ({ units, activation })),
    ...(network.layers.some(({ activation }) => activation === 'sin') && { omega: network.omega }),
    outputs: outputsOf(trained),
    answerScaling: affine(answerScalings),
    ...(task.answer.kind === 'numbers'
      ? { answers: task.answer.names }
      : { classes: task.answer.labels ?? task.answer.count }),
  });
}
