import type { Experiment } from '#src/experiment/fields.ts';
import { outputCount } from '#src/experiment/network-size.ts';
import type { LossPlan } from '#src/network/losses.ts';
import type { Schedule } from '#src/network/schedules.ts';
import { type NetworkShape, networkShape } from '#src/network/shape.ts';

export function lossOf({ loss, huberDelta, labelShape, reduce, summedLoss }: Experiment): LossPlan {
  return { id: loss, huberDelta, labelShape, reduce, summed: summedLoss };
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
