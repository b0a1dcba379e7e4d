import { classCoding } from '#src/experiment/class-coding.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { outputCount } from '#src/experiment/network-size.ts';
import { classCount } from '#src/experiment/targets.ts';
import type { LossPlan } from '#src/network/losses.ts';
import type { Head } from '#src/network/probabilities.ts';
import type { Schedule } from '#src/network/schedules.ts';
import { type NetworkShape, networkShape } from '#src/network/shape.ts';

export function lossOf({ loss, huberDelta, labelShape, reduce, summedLoss }: Experiment): LossPlan {
  return { id: loss, huberDelta, labelShape, reduce, summed: summedLoss };
}

/** How the outputs of an experiment's network are meant; null: as numbers. */
export function headOf(e: Experiment): Head | null {
  const classes = classCount(e);
  const { loss, outputActivation } = e;
  if (classes === null) return null;
  return { loss, outputActivation, outputs: outputCount(e), coding: classCoding(e), classes };
}

export function scheduleOf(e: Experiment): Schedule {
  return {
    id: e.schedule,
    factor: e.scheduleFactor,
    every: e.scheduleEvery,
    warmup: e.warmup * e.epochs,
    floor: e.scheduleFloor,
  };
}

/** The network that an experiment trains. @param inputs width of its encoded input */
export function networkOf(e: Experiment, inputs: number): NetworkShape {
  const output = { units: outputCount(e), activation: e.outputActivation, dropout: 0 };
  return networkShape(inputs, [...e.layers, output], e.omega, e.bias);
}
