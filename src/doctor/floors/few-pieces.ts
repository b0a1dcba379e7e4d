import type { Split } from '#src/data/prepare.ts';
import type { Rung } from '#src/doctor/floors/floor.ts';
import { kinkedLine, valueOn } from '#src/doctor/floors/kinked-line.ts';
import { isBroadcast, measured } from '#src/doctor/floors/score.ts';

/** More kinks than these draw nearly anything. */
const mostKinks = 16;
/** Points that a kink needs to be told from a point. */
const pointsPerKink = 4;

/** On a line, as many kinks as the only hidden layer has (leaky) ReLU units; the layer itself may have less freedom. */
export const fewPieces: Rung = (input) => {
  const { experiment, data } = input;
  const { layers, outputActivation, loss } = experiment;
  const [layer] = layers;
  const isOne = layers.length === 1 && data.networkInputs === 1 && data.targetWidth === 1;
  const isKinked = layer?.activation === 'relu' || layer?.activation === 'leaky_relu';
  if (
    !isOne ||
    !isKinked ||
    loss !== 'mse' ||
    outputActivation !== 'linear' ||
    isBroadcast(experiment)
  )
    return null;
  const { rows, inputs, targets, weights } = data.train.data;
  const order = Uint32Array.from({ length: rows }, (_, i) => i).sort(
    (a, b) => (inputs[a] as number) - (inputs[b] as number),
  );
  const low = inputs[order[0] as number] as number;
  const width = (inputs[order[rows - 1] as number] as number) - low;
  if (layer.units > mostKinks || rows < pointsPerKink * (layer.units + 2) || width <= 0)
    return null;
  const place = (x: number): number => (x - low) / width;
  const x = Float64Array.from(order, (i) => place(inputs[i] as number));
  const mean = targets.reduce((sum, t) => sum + t, 0) / rows;
  const spread = targets.reduce((most, t) => Math.max(most, Math.abs(t - mean)), 0) || 1;
  const y = Float64Array.from(order, (i) => ((targets[i] as number) - mean) / spread);
  const counts = weights && Float64Array.from(order, (i) => weights[i] as number);
  const line = kinkedLine(x, y, layer.units, counts);
  const answers = (split: Split) =>
    Float64Array.from(split.data.inputs, (at) => mean + spread * valueOn(line, place(at)));
  return { ...measured(input, answers), exact: false, proof: false };
};
