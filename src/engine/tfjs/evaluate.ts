import * as tf from '@tensorflow/tfjs-core';
import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import { lossOf } from '#src/engine/tfjs/losses.ts';
import type { ReadEvaluation } from '#src/engine/tfjs/measurement.ts';
import { type Answers, answers } from '#src/engine/tfjs/network.ts';
import type { Readings } from '#src/engine/tfjs/readings.ts';
import type { Rows } from '#src/engine/tfjs/rows.ts';

/** Floats of one layer's activations that are held at once. */
const mostActivations = 2 ** 22;

/** The network's answers to any number of rows, in inference, some thousand rows at a time. */
export function answersInStrips(
  plan: ModelPlan,
  parameters: tf.Tensor1D,
  inputs: tf.Tensor2D,
): Answers {
  const rows = inputs.shape[0];
  const widest = Math.max(...plan.network.layers.map((layer) => layer.units));
  const strip = Math.floor(mostActivations / widest);
  if (rows <= strip) return answers(plan, parameters, inputs);
  const strips: Answers[] = [];
  for (let from = 0; from < rows; from += strip) {
    const count = Math.min(strip, rows - from);
    strips.push(
      tf.tidy(() => ({
        ...answers(plan, parameters, tf.slice(inputs, [from, 0], [count, inputs.shape[1]])),
      })),
    );
  }
  return {
    outputs: tf.concat(strips.map(({ outputs }) => outputs)),
    lossInputs: tf.concat(strips.map(({ lossInputs }) => lossInputs)),
  };
}

/**
 * Loss and accuracy over a whole set, to be read with other numbers. Where the loss pairs every prediction with every
 * label, the set is one batch.
 *
 * @returns what to read them with once the readings are there
 */
export function evaluation(
  plan: ModelPlan,
  parameters: tf.Tensor1D,
  rows: Rows,
  readings: Readings,
): ReadEvaluation {
  const { count, labels, tensors } = rows;
  const places = tf.tidy(() => {
    const { outputs, lossInputs } = answersInStrips(plan, parameters, tensors.inputs);
    const { sum, count } = lossOf(plan.loss, lossInputs, tensors);
    const loss = readings.add(tf.div(sum, count));
    if (labels === null) return { loss, correct: -1 };
    const right = tf.equal(predictedClasses(plan, outputs), labels);
    return { loss, correct: readings.add(tf.sum(tf.cast(right, 'float32'))) };
  });
  return (values) => ({
    loss: values[places.loss] as number,
    accuracy: (values[places.correct] ?? Number.NaN) / count,
  });
}

/** The largest output; of a single one, the class whose number is nearest. */
function predictedClasses(
  { network, middle, classes }: ModelPlan,
  outputs: tf.Tensor2D,
): tf.Tensor1D {
  if (network.outputs > 1) return tf.argMax(outputs, 1);
  const place = tf.clipByValue(tf.ceil(tf.sub(outputs, middle)), 0, (classes ?? 2) - 1);
  return tf.cast(tf.reshape(place, [outputs.shape[0]]), 'int32');
}
