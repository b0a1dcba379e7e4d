import { afterEach, describe, expect, it } from 'vitest';
import type { ReplicaSpan, Trainer } from '#src/engine/contract/trainer.ts';
import { createWasmEngine } from '#src/engine/wasm/engine.ts';
import type { Kernels } from '#src/engine/wasm/kernels.ts';
import { readKernels } from '#src/engine/wasm/read-kernels.ts';
import { permutation, streamStarts, uniformStreams } from '#src/lib/random.ts';
import { createTrainer } from '../../../support/engines.ts';
import { smallPlan } from '../../../support/plans.ts';

const trainers: Trainer[] = [];
afterEach(() => {
  for (const trainer of trainers.splice(0)) trainer.dispose();
});

/** Draws orders in the kernels' memory. @returns [starts × rows] */
async function shuffled(rows: number, starts: readonly number[]): Promise<readonly number[]> {
  const { instance } = await WebAssembly.instantiate(await readKernels('plain'));
  const kernels = instance.exports as unknown as Kernels;
  kernels.memory.grow(1);
  const address = kernels.memory.buffer.byteLength - 65536;
  const words = new Uint32Array(kernels.memory.buffer, address, rows * starts.length);
  starts.forEach((start, i) => {
    words[i * rows] = start;
  });
  kernels.shuffle(address, rows, starts.length);
  return [...words];
}

describe('orders of rows that the kernels draw', () => {
  it.each([1, 2, 3, 32, 1000])('are those of `permute`, of %i rows', async (rows) => {
    for (const seed of [0, 7, 4_294_967_295]) {
      const epochs = [1, 2, 3, 4000];
      const starts = streamStarts(seed, 'reshuffle');
      const streams = uniformStreams(seed, 'reshuffle');
      expect(await shuffled(rows, epochs.map(starts))).toEqual(
        epochs.flatMap((epoch) => [...permutation(rows, streams(epoch))]),
      );
    }
  });

  it('train as the same ones that are listed', async () => {
    const { model, course } = smallPlan({ rows: 20, batchSize: 8, order: 'reshuffle' });
    const [own] = course.replicas;
    const epochs = [1, 2, 3];
    const listed = Uint32Array.from(epochs.flatMap((epoch) => [...own!.order(epoch)]));
    const starts = own!.shuffles(1, 3)!;
    const trained = async (orders: ReplicaSpan['orders']) => {
      const trainer = await createTrainer(createWasmEngine(readKernels), model);
      trainers.push(trainer);
      const result = await trainer.spans!.run({
        epoch: 1,
        epochs: 3,
        stepsPerEpoch: 3,
        stepsBefore: 0,
        replicas: [{ orders, learningRates: new Float32Array(9).fill(0.1), rests: false }],
        gradientNormsFrom: 0,
        evaluated: [1, 2],
      });
      return { result, parameters: await trainer.parameters() };
    };
    expect(await trained({ starts })).toEqual(await trained(listed));
  });
});
