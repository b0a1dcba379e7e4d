import { describe, expect, it } from 'vitest';
import type { Engine } from '#src/engine/contract/engine.ts';
import type { Job, RunResult, TeamInput } from '#src/engine/contract/protocol.ts';
import { createWasmEngine } from '#src/engine/wasm/engine.ts';
import { readKernels } from '#src/engine/wasm/read-kernels.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { columnOf } from '#src/records/record-table.ts';
import { registered } from '../../support/engines.ts';
import { type FakeOptions, fakeEngine } from '../../support/fake-trainer.ts';
import { SessionHarness, smallExperiment } from '../../support/session-harness.ts';
import { sumBin } from '../../support/sum-bin.ts';

const wasm = createWasmEngine(readKernels);

const base: Experiment = {
  ...sumBin,
  trainCount: 50,
  heldOutCount: 20,
  batchSize: 8,
  epochs: 12,
};

const sine: Experiment = { ...smallExperiment, evaluateEvery: 1, epochs: 40 };

const withSeeds = (experiment: Experiment, ...seeds: readonly number[]): readonly Job[] =>
  seeds.map((seed) => ({ experiment: { ...experiment, seed } }));

/** Trains one plan of a team. */
async function trained(
  jobs: readonly Job[],
  input: Partial<TeamInput> = {},
  engine = wasm,
): Promise<readonly RunResult[]> {
  const harness = new SessionHarness({ engines: registered(engine) });
  const outputs = await harness.team([jobs], input);
  return outputs.map((output) => {
    if (!output.ok) throw new Error('refused');
    return output.result;
  });
}

/** What must not depend on company or pace: everything but the times. */
function withoutTime({ records, ...result }: RunResult) {
  const { seconds: _seconds, ...columns } = records.columns;
  return { ...result, columns };
}

const alone = async (jobs: readonly Job[]) =>
  (await Promise.all(jobs.map((job) => trained([job])))).flat().map(withoutTime);

describe('replicas trained together', () => {
  it('come to what each of them comes to alone, bit for bit', async () => {
    const jobs = withSeeds(base, 3, 4, 5);
    expect((await trained(jobs)).map(withoutTime)).toEqual(await alone(jobs));
  });

  it('go on when one of them diverges', async () => {
    const wild = { ...sine, optimizer: 'sgd', learningRate: 100, epochs: 12 } as const;
    const jobs = [...withSeeds({ ...wild, learningRate: 0.01 }, 1), ...withSeeds(wild, 2)];
    const [calm, broken] = (await trained(jobs)).map(withoutTime);
    expect(calm).toMatchObject({ stopped: { kind: 'epochs' }, columns: { epoch: { length: 12 } } });
    expect(broken?.stopped?.kind).toBe('non_finite');
    expect([calm, broken]).toEqual(await alone(jobs));
  });

  it('stop each by its own rules, with the parameters of that moment', async () => {
    const target = { ...sine, targetLoss: 0.1 };
    const jobs = withSeeds(target, 1, 2, 3);
    const results = (await trained(jobs)).map(withoutTime);
    const epochs = results.map(({ columns }) => columns.epoch?.length);
    expect(new Set(epochs).size).toBeGreaterThan(1);
    expect(results.every(({ stopped }) => stopped?.kind === 'target_loss')).toBe(true);
    expect(results).toEqual(await alone(jobs));
  });

  it('lower each its own rate on a plateau, and run out of patience alone', async () => {
    const schedule = { schedule: 'plateau', scheduleEvery: 2, scheduleFactor: 0.5 } as const;
    const jobs = withSeeds({ ...sine, ...schedule, learningRate: 0.2, patience: 9 }, 1, 2, 3);
    const results = (await trained(jobs)).map(withoutTime);
    expect(new Set(results.map(({ columns }) => String(columns.learningRate))).size).toBe(3);
    expect(results).toEqual(await alone(jobs));
  });

  it('of one that is refused the others are trained', async () => {
    const harness = new SessionHarness({ engines: registered(wasm) });
    const broken = { ...sine, target: 'formula', formula: '1/(x-x)' } as const;
    const plans = [withSeeds(broken, 1), withSeeds(base, 1)];
    expect(await harness.team(plans)).toMatchObject([
      { ok: false, problems: [{ field: 'formula' }] },
      { ok: true, result: { engine: { id: 'wasm' }, stopped: { kind: 'epochs' } } },
    ]);
  });

  it('have one structure', async () => {
    const jobs = [...withSeeds(base, 1), ...withSeeds({ ...base, l2: 0.1 }, 2)];
    await expect(trained(jobs)).rejects.toThrow('structure');
  });

  it('lose a device without a trace', async () => {
    let losses = 0;
    const losing: FakeOptions = {
      id: 'webgl',
      depth: 2,
      losesContext: (steps) => steps >= 30 && losses++ === 0,
    };
    const jobs = withSeeds(smallExperiment, 1, 2);
    const lost = await trained(jobs, { streams: true }, fakeEngine(losing));
    const whole = await trained(jobs, {}, fakeEngine({ id: 'webgl' }));
    expect(losses).toBeGreaterThan(0);
    expect(lost.map(withoutTime)).toEqual(whole.map(withoutTime));
  });
});

describe('epochs taken together', () => {
  /** The engine without its faster way to take whole epochs. */
  const inPieces: Engine = {
    ...wasm,
    supports(model) {
      const support = wasm.supports(model);
      if (!support.ok) return support;
      return {
        ok: true,
        async create(signal) {
          const trainer = await support.create(signal);
          return {
            device: trainer.device,
            depth: trainer.depth,
            run: (segments) => trainer.run(segments),
            predict: (...rows) => trainer.predict(...rows),
            parameters: () => trainer.parameters(),
            checkpoint: () => trainer.checkpoint(),
            restore: (checkpoint) => trainer.restore(checkpoint),
            dispose: () => trainer.dispose(),
          };
        },
      };
    },
  };
  const long = { ...base, epochs: 300, evaluateEvery: 50 };
  const phases: Experiment['phases'] = [
    { order: 'reshuffle', epochs: 70 },
    { order: 'sorted', epochs: null },
  ];
  const curve = { recordEvery: 700 };
  const end = { recordEvery: Number.POSITIVE_INFINITY };

  it.each<[string, Experiment, TeamInput['extent']?]>([
    ['of many steps', long],
    ['of one step', { ...long, batchSize: 50 }],
    ['in one order and then another, at falling rates', { ...long, phases, schedule: 'cosine' }],
    ['until patience runs out', { ...long, learningRate: 0.05, evaluateEvery: 7, patience: 20 }],
    ['until a loss is reached', { ...sine, evaluateEvery: 20, targetLoss: 0.1 }],
    [
      'that diverge',
      { ...sine, optimizer: 'sgd', learningRate: 2, epochs: 200, evaluateEvery: 90 },
    ],
    ['measured by steps', long, curve],
    ['measured at the end', long, end],
  ])('%s come to the same as piece by piece, bit for bit', async (_, experiment, extent = {}) => {
    const jobs = withSeeds(experiment, 3, 4, 5);
    const together = await trained(jobs, { extent });
    const apart = await trained(jobs, { extent }, inPieces);
    expect(together.map(withoutTime)).toEqual(apart.map(withoutTime));
  });
});

describe('a team', () => {
  it('tells records of each job while it trains, where asked', async () => {
    const harness = new SessionHarness({ engines: registered(wasm) });
    const plans = [withSeeds(base, 1, 2), withSeeds({ ...base, epochs: 5 }, 3)];
    await harness.team(plans);
    expect(harness.of('records')).toEqual([]);
    const outputs = await harness.team(plans, { streams: true });
    expect(new Set(harness.of('records').map(({ job }) => job))).toEqual(new Set([0, 1, 2]));
    expect(outputs.map((output) => output.ok && output.result.records.length)).toEqual([12, 12, 5]);
  });

  it('advances its plans side by side', async () => {
    const order: number[] = [];
    const engine = fakeEngine({ onRun: (segments) => order.push(segments.at(-1)!.epoch) });
    const harness = new SessionHarness({ engines: registered(engine) });
    await harness.team([withSeeds(sine, 1), withSeeds({ ...sine, l2: 0.1 }, 1)]);
    // Two plans of 40 epochs: neither is ever further than an epoch ahead.
    const ahead = order.map((epoch, i) => epoch - (order[i - 1] ?? epoch));
    expect(Math.max(...ahead)).toBeLessThanOrEqual(1);
    expect(order.filter((epoch) => epoch === 40).length).toBeGreaterThanOrEqual(2);
  });

  it('is given up when it is aborted, and frees its engines', async () => {
    const engine = fakeEngine({ stepDelay: 1 });
    const harness = new SessionHarness({ engines: registered(engine) });
    const abort = new AbortController();
    const team = harness.team([withSeeds({ ...sine, epochs: 100_000 }, 1)], {}, abort.signal);
    const rejected = expect(team).rejects.toMatchObject({ name: 'AbortError' });
    await expect.poll(() => engine.open()).toBe(1);
    abort.abort();
    await rejected;
    expect(engine.open()).toBe(0);
  });
});

it('a team that comes while another trains waits for its end', async () => {
  let most = 0;
  const engine = fakeEngine({
    stepDelay: 0.1,
    onRun: () => {
      most = Math.max(most, engine.open());
    },
  });
  const harness = new SessionHarness({ engines: registered(engine) });
  const abort = new AbortController();
  const given = harness.team([withSeeds({ ...sine, epochs: 1e5 }, 1)], {}, abort.signal);
  const others = [2, 3].map((seed) => harness.team([withSeeds(sine, seed)]));
  await expect.poll(() => engine.open()).toBe(1);
  abort.abort();
  await expect(given).rejects.toMatchObject({ name: 'AbortError' });
  expect(await Promise.all(others)).toMatchObject([[{ ok: true }], [{ ok: true }]]);
  expect(most).toBe(1);
});

describe('an extent', () => {
  it('ends a run where told, on the same way', async () => {
    const [whole] = await trained(withSeeds(base, 1));
    const [short] = await trained(withSeeds(base, 1), {
      extent: { until: { unit: 'epochs', count: 5 } },
    });
    expect(short).toMatchObject({ stopped: null, records: { length: 5 } });
    const losses = (result: RunResult | undefined) => columnOf(result!.records, 'runningLoss');
    expect(losses(short)).toEqual(losses(whole).slice(0, 5));
    const beyond = { extent: { until: { unit: 'steps', count: 1e6 } } } as const;
    expect(withoutTime((await trained(withSeeds(base, 1), beyond))[0]!)).toEqual(
      withoutTime(whole!),
    );
  });

  it('measures by steps, at the same weights as epochs do', async () => {
    const every = { ...base, evaluateEvery: 1 };
    const [byEpoch] = await trained(withSeeds(every, 1));
    const perEpoch = 7; // 50 rows in batches of 8
    const until = { unit: 'steps', count: 3 * perEpoch } as const;
    const [bySteps] = await trained(withSeeds(every, 1), { extent: { until, recordEvery: 6 } });
    const records = bySteps!.records;
    expect([...columnOf(records, 'step')]).toEqual([6, 12, 18, 21]);
    expect([...columnOf(records, 'epoch')]).toEqual([6, 12, 18, 21].map((step) => step / perEpoch));
    expect(columnOf(records, 'heldOutLoss').every(Number.isFinite)).toBe(true);
    expect(columnOf(records, 'heldOutLoss').at(-1)).toBe(
      columnOf(byEpoch!.records, 'heldOutLoss')[2],
    );
  });

  it('makes one record where only the end counts', async () => {
    const extent = { recordEvery: Number.POSITIVE_INFINITY };
    const [whole] = await trained(withSeeds(base, 1));
    const [result] = await trained(withSeeds(base, 1), { extent });
    expect(result!.records.length).toBe(1);
    expect(result!.parameters).toEqual(whole!.parameters);
    expect(columnOf(result!.records, 'heldOutLoss')[0]).toBe(
      columnOf(whole!.records, 'heldOutLoss').at(-1),
    );
  });

  it('starts from given parameters', async () => {
    const none = { extent: { until: { unit: 'steps', count: 0 } } } as const;
    const start = Float32Array.from({ length: 15 }, (_, i) => i / 10);
    const [job] = withSeeds(base, 1) as [Job];
    const [result] = await trained([{ ...job, start }], none);
    expect(result!.parameters).toEqual(start);
    const [whole] = await trained([{ ...job, start }]);
    const [drawn] = await trained([job]);
    expect(whole!.parameters).not.toEqual(drawn!.parameters);
    await expect(trained([{ ...job, start: start.slice(1) }])).rejects.toThrow('another network');
  });
});

describe('where an experiment would be trained', () => {
  const placement = async (engines: readonly FakeOptions[], preference?: 'auto') => {
    const harness = new SessionHarness({ engines: registered(...engines.map(fakeEngine)) });
    const output = await harness.place(smallExperiment, preference);
    return output.ok ? output.placement : null;
  };
  const webgl: FakeOptions = { id: 'webgl', traits: { sharesDraws: true } };

  it('is one worker for a GPU, with as many replicas as it takes', async () => {
    expect(await placement([webgl, { id: 'wasm' }])).toEqual({
      engine: 'webgl',
      gpu: true,
      together: 64,
    });
    const few = { ...webgl, mostReplicas: 20 };
    expect(await placement([few, { id: 'wasm' }])).toMatchObject({ together: 16 });
  });

  it('is the processor where the GPU is none, declines or is slower', async () => {
    const wasmPlace = { engine: 'wasm', gpu: false, together: 1 };
    expect(await placement([{ ...webgl, software: true }, { id: 'wasm' }])).toEqual(wasmPlace);
    const declines = { id: 'all_pairs' } as const;
    expect(await placement([{ ...webgl, declines }, { id: 'wasm' }])).toEqual(wasmPlace);
    expect(await placement([{ ...webgl, stepDelay: 5 }, { id: 'wasm' }], 'auto')).toEqual(
      wasmPlace,
    );
  });

  it('is nowhere where no engine takes it', async () => {
    await expect(placement([{ declines: { id: 'all_pairs' } }])).rejects.toThrow('no_engine');
  });
});
