import { afterEach, describe, expect, it } from 'vitest';
import { DeviceLostError, type Trainer } from '#src/engine/contract/trainer.ts';
import { createWasmEngine } from '#src/engine/wasm/engine.ts';
import { nodeTeams, readKernels } from '#src/engine/wasm/read-kernels.ts';
import { type HelperLike, type TeamPlace, Teams } from '#src/engine/wasm/teams.ts';
import { createTrainer } from '#src/engine/wasm/trainer.ts';
import { optimizerIds } from '#src/experiment/ids.ts';
import { createTrainer as createTrainerOf } from '../../../support/engines.ts';
import { segmentsFor } from '../../../support/parity.ts';
import { type PlanSpec, smallPlan } from '../../../support/plans.ts';
import { allowRelaxedSimd } from '../../../support/relaxed-simd.ts';

allowRelaxedSimd();

const trainers: Trainer[] = [];
afterEach(() => {
  for (const trainer of trainers.splice(0)) trainer.dispose();
});

/** Of the relaxed build. @param threads 0: the build without threads */
async function start(spec: Partial<PlanSpec>, threads: number, place = nodeTeams) {
  const { model } = smallPlan(spec);
  if (threads === 0) {
    const alone = await createTrainerOf(createWasmEngine(readKernels), model);
    trainers.push(alone);
    return alone;
  }
  // A machine that is busy with other tests takes longer than a reader's.
  const team = await new Teams(place, 'relaxed', 60_000).start(threads);
  if (team === null) throw new Error('no threads');
  const trainer = createTrainer(model, team.kernels, 'here', team.dispose, threads);
  trainers.push(trainer);
  return trainer;
}

async function trained(spec: Partial<PlanSpec>, threads: number) {
  const trainer = await start(spec, threads);
  const results = await trainer.run(segmentsFor(smallPlan(spec), 1, 3));
  return { results, ...(await trainer.checkpoint()) };
}

const uneven: Partial<PlanSpec> = {
  inputs: 5,
  layers: [
    { units: 70, activation: 'gelu' },
    { units: 33, activation: 'tanh' },
  ],
  outputs: 3,
  rows: 410,
  batchSize: 300,
  heldOutRows: 70,
  optimizer: { id: 'adam' },
  learningRate: 0.01,
};

const cases: Readonly<Record<string, Partial<PlanSpec>>> = {
  'uneven widths and batches of several blocks': uneven,
  'dropout and penalties': {
    ...uneven,
    layers: [
      { units: 41, activation: 'elu', dropout: 0.3 },
      { units: 2, activation: 'selu', dropout: 0.1 },
      { units: 30, activation: 'sin' },
    ],
    l1: 0.001,
    l2: 0.01,
    biases: false,
  },
  'classes, weighted': {
    ...uneven,
    classes: true,
    outputs: 5,
    outputActivation: 'softmax',
    loss: { id: 'cross_entropy' },
    weighted: true,
  },
  'labels in a row': {
    ...uneven,
    outputs: 1,
    loss: { id: 'mae', labelShape: 'row' },
  },
  'clipping by norm': { ...uneven, clipping: 'norm', clipAt: 0.01 },
  'clipping by value': { ...uneven, clipping: 'value', clipAt: 0.001 },
  'gradients that are not finite until they are clipped': {
    ...uneven,
    outputActivation: 'sigmoid',
    initialScale: 1e18,
    clipping: 'value',
    clipAt: 0.001,
  },
  'a loss that is not finite': { ...uneven, learningRate: 1e30, optimizer: { id: 'sgd' } },
  'fewer rows and numbers than threads have room for': {
    inputs: 1,
    layers: [],
    rows: 3,
    batchSize: 2,
    heldOutRows: 1,
  },
  'replicas and fresh rows': { ...uneven, replicas: 2, order: 'fresh' },
  ...Object.fromEntries(
    optimizerIds.map((id) => [id, { ...uneven, rows: 50, batchSize: 21, optimizer: { id } }]),
  ),
};

describe('any number of threads comes to the same numbers, bit for bit', () => {
  it.each(Object.entries(cases))('%s', async (_, spec) => {
    const alone = await trained(spec, 0);
    for (const threads of [1, 2, 3]) expect(await trained(spec, threads)).toEqual(alone);
  });

  it('in epochs that one call takes', async () => {
    const spec = { ...uneven, rows: 50, batchSize: 50 };
    const spans = async (threads: number) => {
      const trainer = await start(spec, threads);
      const segments = segmentsFor(smallPlan(spec), 1, 3);
      const orders = Uint32Array.from(segments.flatMap(({ replicas }) => [...replicas[0]!.order]));
      const learningRates = Float32Array.of(0.1, 0.2, 0.3);
      const taken = await trainer.spans?.run({
        epoch: 1,
        epochs: 3,
        stepsPerEpoch: 1,
        stepsBefore: 0,
        replicas: [{ orders, learningRates, rests: false }],
        gradientNormsFrom: 1,
        evaluated: [0, 2],
      });
      return { taken, parameters: await trainer.parameters() };
    };
    expect(await spans(3)).toEqual(await spans(0));
  });

  it('from a checkpoint of another number on', async () => {
    const [two, alone] = [await start(uneven, 2), await start(uneven, 0)];
    await two.run(segmentsFor(smallPlan(uneven), 1, 2));
    await alone.restore(await two.checkpoint());
    const rest = segmentsFor(smallPlan(uneven), 3, 3);
    expect(await alone.run(rest)).toEqual(await two.run(rest));
  });
});

describe('threads that are not there', () => {
  const wide = { ...uneven, layers: [{ units: 400, activation: 'relu' }] } as const;
  const place = (startHelper: () => HelperLike): TeamPlace => ({ ...nodeTeams, startHelper });
  const helper = (answer: (own: HelperLike) => void): HelperLike => {
    const own: HelperLike = {
      postMessage: () => queueMicrotask(() => answer(own)),
      terminate: () => undefined,
      onmessage: null,
      onerror: null,
    };
    return own;
  };

  async function survives(teams: TeamPlace): Promise<void> {
    const { model } = smallPlan(wide);
    const support = createWasmEngine(readKernels, teams).supports(model);
    if (!support.ok) throw new Error('declined');
    const trainer = await support.create(new AbortController().signal, 2);
    trainers.push(trainer);
    const results = await trainer.run(segmentsFor(smallPlan(wide), 1, 3));
    expect(results).toEqual((await trained(wide, 0)).results);
  }

  it('are done without where they do not start', async () => {
    await survives(place(() => helper(({ onerror }) => onerror?.({} as ErrorEvent))));
    await survives(
      place(() => {
        throw new Error('no workers');
      }),
    );
  });

  it('are done without where one ends between two calls', async () => {
    let own: HelperLike | null = null;
    const ending = place(() => {
      own = nodeTeams.startHelper();
      return own;
    });
    const trainer = await start(wide, 2, ending);
    const segments = segmentsFor(smallPlan(wide), 1, 3);
    const first = await trainer.run(segments.slice(0, 1));
    (own as HelperLike | null)?.onerror?.({} as ErrorEvent);
    const rest = await trainer.run(segments.slice(1));
    expect([...first, ...rest]).toEqual((await trained(wide, 0)).results);
  });

  it('are a lost device where one does not come, and none are asked for again', async () => {
    const silent = place(() => helper(({ onmessage }) => onmessage?.({} as MessageEvent)));
    const teams = new Teams(silent, 'relaxed');
    const team = await teams.start(2);
    const { model } = smallPlan(wide);
    const trainer = createTrainer(model, team!.kernels, 'here', team!.dispose, 2);
    trainers.push(trainer);
    await expect(trainer.run(segmentsFor(smallPlan(wide), 1, 1))).rejects.toThrow(DeviceLostError);
    expect(await teams.start(2)).toBeNull();
  });
});
