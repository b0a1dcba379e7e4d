import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plainKernels from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdKernels from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedKernels from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import type { Plan } from '#src/engine/contract/course.ts';
import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import { type CallCounts, countCalls } from './call-counter.ts';
import { type Budget, type StepTime, summary } from './time-steps.ts';

export type StockBackend = 'webgl' | 'wasm' | 'cpu';

/** What training the plan by `LayersModel.fit` takes: the way most people would write it. */
export async function timeStockFit(
  plan: Plan,
  backend: StockBackend,
  budget: Budget,
): Promise<{ readonly time: StepTime; readonly calls: CallCounts & { readonly steps: number } }> {
  setWasmPaths({
    'tfjs-backend-wasm.wasm': plainKernels,
    'tfjs-backend-wasm-simd.wasm': simdKernels,
    'tfjs-backend-wasm-threaded-simd.wasm': threadedKernels,
  });
  // With threads it never starts in an isolated page that is built; one is what it is compared to.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  // Left to itself it refuses WebGL drawn in software.
  tf.env().set('SOFTWARE_WEBGL_ENABLED', true);
  if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js cannot use ${backend} here`);
  await tf.ready();

  const { model, optimizer } = stockModel(plan);
  const { x, y } = stockData(plan.model);
  /** Trains for so long, then waits until the device has done it. */
  const fit = async (milliseconds: number): Promise<number> => {
    const before = optimizer.iterations;
    const timer = setTimeout(() => {
      model.stopTraining = true;
    }, milliseconds);
    await model.fit(x, y, {
      batchSize: plan.model.batchSize,
      epochs: 1e6,
      shuffle: true,
      verbose: 0,
    });
    clearTimeout(timer);
    model.getWeights()[0]?.dataSync();
    return optimizer.iterations - before;
  };

  await fitShortEpoch(model, plan.model, x, y); // links the programs of both sizes of batch
  await fit(budget.warmUp);
  const times: number[] = [];
  for (let repeat = 0; repeat < budget.repeats; repeat++) {
    const start = performance.now();
    const steps = await fit(budget.repeat);
    times.push((1000 * (performance.now() - start)) / steps);
  }
  let steps = 0;
  const calls = await countCalls(async () => {
    steps = await fit(budget.repeat);
  });
  tf.dispose([x, y]);
  model.dispose();
  return { time: summary(times), calls: { ...calls, steps } };
}

function stockModel({
  model: {
    network,
    optimizer: { id, ...o },
    loss,
  },
  course,
}: Plan): {
  readonly model: tf.LayersModel;
  readonly optimizer: tf.Optimizer;
} {
  const rate = course.replicas[0]?.learningRate ?? 0;
  const optimizer =
    id === 'adam'
      ? tf.train.adam(rate, o.beta1, o.beta2, o.epsilon)
      : tf.train.momentum(rate, o.momentum);
  const model = tf.sequential();
  network.layers.forEach(({ units, activation }, i) => {
    const isLast = i === network.layers.length - 1;
    // What Layers calls a cross entropy takes probabilities.
    const own = isLast && loss.id === 'cross_entropy' ? 'softmax' : activation;
    model.add(
      tf.layers.dense({
        units,
        activation: own as 'relu' | 'linear' | 'softmax',
        ...(i === 0 && { inputShape: [network.inputs] }),
      }),
    );
  });
  model.compile({
    optimizer,
    loss: loss.id === 'cross_entropy' ? 'categoricalCrossentropy' : 'meanSquaredError',
  });
  return { model, optimizer };
}

function stockData({ network, classes, targetKind, replicas, rows }: ModelPlan): {
  readonly x: tf.Tensor2D;
  readonly y: tf.Tensor2D;
} {
  const data = replicas[0]?.train;
  if (data === undefined) throw new Error('a plan without data');
  const x = tf.tensor2d(data.inputs, [rows, network.inputs]);
  if (targetKind === 'values') return { x, y: tf.tensor2d(data.targets, [rows, network.outputs]) };
  const labels = Array.from(data.targets);
  const oneHot = labels.map((label) =>
    Array.from({ length: classes ?? 0 }, (_, k) => Number(k === label)),
  );
  return { x, y: tf.tensor2d(oneHot) };
}

async function fitShortEpoch(
  model: tf.LayersModel,
  { rows, batchSize }: ModelPlan,
  x: tf.Tensor2D,
  y: tf.Tensor2D,
): Promise<void> {
  const few = Math.min(rows, batchSize + (rows % batchSize));
  const [someX, someY] = [x.slice(0, few), y.slice(0, few)];
  await model.fit(someX, someY, { batchSize, epochs: 1, verbose: 0 });
  tf.dispose([someX, someY]);
}
