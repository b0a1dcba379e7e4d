import type { Plan } from '#src/engine/contract/course.ts';
import { type Budget, type StepTime, summary } from './time-steps.ts';

interface Link {
  readonly from: Unit;
  readonly to: Unit;
  weight: number;
  /** Of the batch so far. */
  slope: number;
}

interface Unit {
  readonly inputs: Link[];
  readonly outputs: Link[];
  readonly isRectified: boolean;
  bias: number;
  total: number;
  output: number;
  delta: number;
  slope: number;
}

/**
 * The baseline: networks as one would write them first, an object for each unit and each weight, one row at a time, as
 * TensorFlow Playground does. Rectified hidden units, squared errors of linear outputs, plain gradient descent, whatever
 * the plan says.
 */
export function timeNaive({ model, course }: Plan, budget: Budget): StepTime {
  const { network, batchSize, rows, replicas } = model;
  const sizes = [network.inputs, ...network.layers.map(({ units }) => units)];
  const layers = makeLayers(sizes);
  const inputs = replicas[0]?.train.inputs ?? new Float32Array();
  const rate = (course.replicas[0]?.learningRate ?? 0) / batchSize;
  let row = 0;
  const step = (): void => {
    for (let b = 0; b < batchSize; b++, row = (row + 1) % rows) {
      layers[0]?.forEach((unit, i) => {
        unit.output = inputs[row * network.inputs + i] as number;
      });
      forward(layers);
      backward(layers);
    }
    descend(layers, rate);
  };
  const train = (milliseconds: number): number => {
    const start = performance.now();
    let steps = 0;
    do {
      step();
      steps++;
    } while (performance.now() - start < milliseconds);
    return (1000 * (performance.now() - start)) / steps;
  };
  train(budget.warmUp);
  return summary(Array.from({ length: budget.repeats }, () => train(budget.repeat)));
}

function makeLayers(sizes: readonly number[]): readonly (readonly Unit[])[] {
  const layers = sizes.map((size, l) =>
    Array.from({ length: size }, (): Unit => {
      const isRectified = l < sizes.length - 1;
      const zero = { bias: 0.1, total: 0, output: 0, delta: 0, slope: 0 };
      return { inputs: [], outputs: [], isRectified, ...zero };
    }),
  );
  for (const [l, layer] of layers.slice(1).entries()) {
    for (const from of layers[l] ?? []) {
      for (const [i, to] of layer.entries()) {
        const link = { from, to, weight: Math.sin(i + from.outputs.length + 1) / 10, slope: 0 };
        from.outputs.push(link);
        to.inputs.push(link);
      }
    }
  }
  return layers;
}

function forward(layers: readonly (readonly Unit[])[]): void {
  for (const layer of layers.slice(1)) {
    for (const unit of layer) {
      unit.total = unit.bias;
      for (const { weight, from } of unit.inputs) unit.total += weight * from.output;
      unit.output = unit.isRectified ? Math.max(0, unit.total) : unit.total;
    }
  }
}

/** Every target is 1: what is learnt costs nothing. */
function backward(layers: readonly (readonly Unit[])[]): void {
  for (let l = layers.length - 1; l > 0; l--) {
    for (const unit of layers[l] ?? []) {
      unit.delta = unit.outputs.length === 0 ? unit.output - 1 : 0;
      for (const { weight, to } of unit.outputs) unit.delta += weight * to.delta;
      if (unit.isRectified && unit.total <= 0) unit.delta = 0;
      unit.slope += unit.delta;
      for (const link of unit.inputs) link.slope += unit.delta * link.from.output;
    }
  }
}

function descend(layers: readonly (readonly Unit[])[], rate: number): void {
  for (const unit of layers.flat()) {
    unit.bias -= rate * unit.slope;
    unit.slope = 0;
    for (const link of unit.inputs) {
      link.weight -= rate * link.slope;
      link.slope = 0;
    }
  }
}
