import { prepareData } from '#src/data/prepare.ts';
import type { Train, Trained } from '#src/doctor/contract.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { parameterCount } from '#src/experiment/network-size.ts';
import { networkOf } from '#src/network/of-experiment.ts';

/**
 * Training that takes no time: a straight line without hidden layers is learnt where `learns` says so, or else nothing is;
 * larger networks learn nothing, or lines through their first ReLU units. Counts what it is asked for.
 */
export class PretendedTraining {
  jobs = 0;
  readonly #learns: (experiment: Experiment) => boolean;
  readonly #isLarge: boolean;

  constructor(learns: (experiment: Experiment) => boolean, { large = false } = {}) {
    this.#learns = learns;
    this.#isLarge = large;
  }

  readonly train: Train = (jobs, _, signal) =>
    jobs.map(({ experiment }) => this.#one(experiment, signal));

  async #one(experiment: Experiment, signal: AbortSignal): Promise<Trained> {
    signal.throwIfAborted();
    this.jobs++;
    const canLearn = this.#isLarge || experiment.layers.length === 0;
    const isLine = canLearn && this.#learns(experiment);
    return {
      parameters: isLine ? await lineOf(experiment) : new Float32Array(parameterCount(experiment)),
      records: { length: 0, columns: {} },
      stopped: { kind: 'epochs' },
    };
  }
}

/** Slope and offset through the first and last of the training points, as the network sees them. */
async function lineOf(experiment: Experiment): Promise<Float32Array> {
  const data = await prepareData(experiment);
  if (!data.ok) throw new Error('no data');
  const { inputs, targets } = data.value.train.data;
  const [x, y] = [inputs[0] ?? 0, targets[0] ?? 0];
  const slope = ((targets.at(-1) ?? 0) - y) / ((inputs.at(-1) ?? 0) - x);
  const offset = y - slope * x;
  const network = networkOf(experiment, 1);
  const parameters = new Float32Array(network.parameterCount);
  // Far up the first unit of each layer, where a ReLU is straight.
  const [first, ...others] = network.layers;
  const up = others.length > 0 ? far : 0;
  for (const { weights } of network.layers) parameters[weights] = 1;
  if (first !== undefined && others.length > 0) parameters[first.biases] = up;
  const last = network.layers.at(-1) ?? first;
  if (last !== undefined) {
    parameters[last.weights] = slope;
    parameters[last.biases] = offset - slope * up;
  }
  return parameters;
}

const far = 16;
