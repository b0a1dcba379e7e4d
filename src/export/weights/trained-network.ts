import type { Expression } from '#src/data/formula/formula.ts';
import { loadFormulaParser } from '#src/data/formula/load-parser.ts';
import { prepareData } from '#src/data/prepare.ts';
import type { Scaling } from '#src/data/scaling.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { Problem } from '#src/experiment/problem.ts';
import { type Task, taskOf } from '#src/experiment/targets.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { networkOf } from '#src/network/of-experiment.ts';
import type { LayerShape, NetworkShape } from '#src/network/shape.ts';

/** A network as it was trained, with all that lies between the reader's units and its inputs and outputs. */
export interface TrainedNetwork {
  readonly experiment: Experiment;
  /** Opens the experiment. */
  readonly link: string;
  readonly task: Task;
  readonly network: NetworkShape;
  /** [network.parameterCount] */
  readonly parameters: Float32Array;
  /** What is computed of the inputs first; empty: they are taken as they are. */
  readonly features: readonly Expression[];
  /** One for each feature or input, fitted on the training points. */
  readonly inputScalings: readonly Scaling[];
  /** One for each number that is answered; none for classes. */
  readonly answerScalings: readonly Scaling[];
}

/** @param parameters of a run of this experiment @returns why its data cannot be made, where they cannot */
export async function trainedNetwork(
  experiment: Experiment,
  parameters: Float32Array,
  link: string,
): Promise<Result<TrainedNetwork, readonly Problem[]>> {
  const data = await prepareData(experiment);
  if (!data.ok) return err(data.error);
  const { networkInputs, inputScalings, answerScalings } = data.value;
  const task = taskOf(experiment);
  const parse = await loadFormulaParser();
  const features = experiment.features.flatMap((source) => {
    const parsed = parse(source, task.inputs);
    return parsed.ok ? [parsed.value.tree] : [];
  });
  const network = networkOf(experiment, networkInputs);
  return ok({
    experiment,
    link,
    task,
    network,
    parameters,
    features,
    inputScalings,
    answerScalings,
  });
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
