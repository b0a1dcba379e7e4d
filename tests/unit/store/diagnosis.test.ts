import { afterEach, expect, it } from 'vitest';
import { EngineClient } from '#src/engine/page/client.ts';
import type { Trainings } from '#src/engine/page/trainings.ts';
import { createWasmEngine } from '#src/engine/wasm/engine.ts';
import { readKernels } from '#src/engine/wasm/read-kernels.ts';
import { createSession } from '#src/engine/worker/session.ts';
import { defaultExperiment } from '#src/experiment/defaults.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { suitedTo } from '#src/experiment/suited.ts';
import { abortError } from '#src/lib/abort.ts';
import { nextTask } from '#src/lib/next-task.ts';
import { createAppStore } from '#src/store/app/store.ts';
import { Diagnosis, type DiagnosisState } from '#src/store/training/diagnosis.ts';
import { headline } from '#src/words/why.ts';
import { registered } from '../../support/engines.ts';
import { smallExperiment } from '../../support/session-harness.ts';
import { TestTrainings } from '../../support/trainings.ts';
import { workerPair } from '../../support/worker-pair.ts';

const wasmEngine = createWasmEngine(readKernels);

/** A softmax over one value: nothing can be learnt until it is gone. */
const stuck: Experiment = { ...smallExperiment, outputActivation: 'softmax', epochs: 500 };
/** Of the usual budget. */
const little = 0.05;

let ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends) end();
  ends = [];
});

/** What a tab keeps. */
function tab() {
  const texts = new Map<string, string>();
  return {
    texts,
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => void texts.set(key, text),
  };
}

function page(storage = tab(), trainer?: Pick<Trainings, 'train'>) {
  const { trainings } = new TestTrainings([wasmEngine]);
  const environment = { engines: registered(wasmEngine), now: () => performance.now() };
  const client = new EngineClient(
    () => workerPair((emit) => createSession(environment, emit)).worker,
  );
  const app = createAppStore();
  const diagnosis = new Diagnosis(app, client, trainer ?? trainings, () => storage);
  ends.push(
    diagnosis.stop,
    () => trainings.dispose(),
    () => client.dispose(),
  );
  const until = (is: (state: DiagnosisState) => boolean) =>
    new Promise<DiagnosisState>((resolve) => {
      const look = (state: DiagnosisState) => is(state) && resolve(state);
      ends.push(diagnosis.store.subscribe(look));
      look(diagnosis.store.getState());
    });
  return { app, diagnosis, until };
}

it('says of a network that fits as well as a larger one whether more points would help', async () => {
  const { diagnosis, until } = page();
  const few: Experiment = {
    ...defaultExperiment,
    ...suitedTo({ ...defaultExperiment, target: 'spirals' }),
    target: 'spirals',
    trainCount: 30,
  };
  diagnosis.start(few, 0.3);
  const { verdict } = await until((state) => state.verdict !== null);
  expect(verdict).toMatchObject({ fits: true, minimal: [], closest: { causes: ['data_few'] } });
  expect(headline(verdict!)).toMatch(/as well as its points allow.*training points 30 → 240/);
});

it('finds the fault at once, what mends it by trial, and shows both', async () => {
  const { diagnosis, until } = page();
  diagnosis.start(stuck, little);
  const early = await until(({ findings }) => findings.length > 0);
  expect(early.verdict).toBeNull();
  expect(early.findings[0]).toMatchObject({ id: 'out_softmax1', certainty: 'proof' });
  const { verdict, phase, pictures } = await until((state) => state.pictures.length === 2);
  expect(phase).toBe('done');
  expect(verdict?.fits).toBe(false);
  expect(verdict?.before.fits[0]).toBe(0);
  expect(pictures.map(({ is }) => is)).toEqual(['before', 'after']);
  const [before] = pictures;
  expect([...before!.view.snapshot.predictions].every((value) => value === 1)).toBe(true);
});

it('keeps its verdict for the next visit of the same experiment, unless it cannot be read', async () => {
  const storage = tab();
  const first = page(storage);
  first.diagnosis.start(stuck, little);
  const { verdict } = await first.until(({ phase }) => phase === 'done');
  await first.until(({ pictures }) => pictures.length === 2);
  expect(storage.getItem('fitscope.asked')).toBe('');

  const again = page(storage);
  // Its optimizer is Adam: this has no effect.
  again.diagnosis.open({ ...stuck, momentum: 0.5 });
  const kept = await again.until(({ phase }) => phase === 'kept');
  expect(kept.verdict).toEqual(verdict);
  await again.until(({ pictures }) => pictures.length === 2);

  const other = page(storage);
  other.diagnosis.open({ ...stuck, seed: stuck.seed + 1 });
  expect(await other.until(({ findings }) => findings.length > 0)).toMatchObject({ verdict: null });

  for (const [key, text] of storage.texts)
    storage.texts.set(key, text.replace('"from":', '"form":'));
  const damaged = page(storage);
  damaged.diagnosis.open(stuck);
  expect(await damaged.until(({ findings }) => findings.length > 0)).toMatchObject({
    phase: 'looking',
  });
});

it('begins again where the page was left amid its trials, and says so', async () => {
  const storage = tab();
  const left = page(storage);
  left.diagnosis.start(stuck);
  await left.until(({ findings }) => findings.length > 0);
  const texts = new Map(storage.texts);
  const back = async (experiment = stuck) => {
    const { diagnosis, until } = page({ ...tab(), getItem: (key) => texts.get(key) ?? null });
    diagnosis.open(experiment);
    const found = await until(({ findings }) => findings.length > 0);
    diagnosis.stop();
    return found;
  };
  left.diagnosis.stop();
  expect(await back()).toMatchObject({ phase: 'looking', cutOff: true });
  expect(await back({ ...stuck, seed: stuck.seed + 1 })).toMatchObject({ cutOff: false });
  expect(storage.getItem('fitscope.asked')).toBe('');
});

it('is stopped at any moment, and what it has found stays', async () => {
  const { diagnosis, until } = page();
  diagnosis.start(stuck);
  await until(({ findings }) => findings.length > 0);
  diagnosis.stop();
  expect(diagnosis.store.getState()).toMatchObject({ phase: 'stopped', progress: null });
  expect(diagnosis.store.getState().findings).not.toEqual([]);
});

it('leaves no failure unheard where it is stopped while its pictures are trained', async () => {
  const unheard: unknown[] = [];
  const hear = (reason: unknown) => void unheard.push(reason);
  process.on('unhandledRejection', hear);
  ends.push(() => process.off('unhandledRejection', hear));
  const storage = tab();
  const first = page(storage);
  first.diagnosis.start(stuck, little);
  await first.until(({ pictures }) => pictures.length === 2);

  let asked = 0;
  const again = page(storage, {
    train: (jobs, { signal }) =>
      jobs.map(
        () =>
          new Promise((_, reject) => {
            asked++;
            signal?.addEventListener('abort', () => reject(abortError('stopped')));
          }),
      ),
  });
  again.diagnosis.open(stuck);
  await expect.poll(() => asked).toBe(2);
  again.diagnosis.stop();
  for (let i = 0; i < 5; i++) await nextTask();
  expect(unheard).toEqual([]);
});

it('keeps its verdict where its pictures cannot be trained', async () => {
  const { trainings } = new TestTrainings([wasmEngine]);
  ends.push(() => trainings.dispose());
  let refused = 0;
  const { diagnosis, until } = page(tab(), {
    train(jobs, options) {
      // Pictures are trained once there is a verdict.
      if (diagnosis.store.getState().verdict === null) return trainings.train(jobs, options);
      refused++;
      return jobs.map(() => Promise.reject(new Error('no worker')));
    },
  });
  diagnosis.start(stuck, little);
  await until(({ verdict }) => verdict !== null);
  await expect.poll(() => refused).toBe(1);
  for (let i = 0; i < 5; i++) await nextTask();
  expect(diagnosis.store.getState()).toMatchObject({ phase: 'done', pictures: [] });
});

it('gives way as soon as the reader trains', async () => {
  const { app, diagnosis, until } = page();
  diagnosis.start(stuck);
  await until(({ findings }) => findings.length > 0);
  app.setState({ run: { ...app.getState().run, phase: 'running' } });
  expect(diagnosis.store.getState().phase).toBe('stopped');
});

it('forgets one experiment when it is asked about another', async () => {
  const { diagnosis, until } = page();
  diagnosis.start(stuck);
  await until(({ findings }) => findings.length > 0);
  diagnosis.start({ ...stuck, outputActivation: 'linear' });
  expect(diagnosis.store.getState()).toMatchObject({ phase: 'looking', findings: [], trials: [] });
});
