import { afterEach, expect, it } from 'vitest';
import { proofVerdict } from '#src/doctor/prove.ts';
import { EngineClient } from '#src/engine/page/client.ts';
import { createWasmEngine } from '#src/engine/wasm/engine.ts';
import { readKernels } from '#src/engine/wasm/read-kernels.ts';
import { createSession } from '#src/engine/worker/session.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { ProofCheck, type ProofState } from '#src/store/training/proof-check.ts';
import { registered } from '../../support/engines.ts';
import { smallExperiment } from '../../support/session-harness.ts';
import { TestTrainings } from '../../support/trainings.ts';
import { workerPair } from '../../support/worker-pair.ts';

const wasm = createWasmEngine(readKernels);
let ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends) end();
  ends = [];
});

function page() {
  const { trainings } = new TestTrainings([wasm]);
  const environment = { engines: registered(wasm), now: () => performance.now() };
  const client = new EngineClient(
    () => workerPair((emit) => createSession(environment, emit)).worker,
  );
  const check = new ProofCheck(client, trainings);
  const until = (is: (state: ProofState) => boolean) =>
    new Promise<ProofState>((resolve) => {
      const look = (state: ProofState) => is(state) && resolve(state);
      ends.push(check.store.subscribe(look));
      look(check.store.getState());
    });
  ends.push(
    () => trainings.dispose(),
    () => client.dispose(),
  );
  return { check, until };
}

/** A softmax over one value answers 1 whatever it learns. */
const stuck: Experiment = { ...smallExperiment, outputActivation: 'softmax', epochs: 300 };
const proof = {
  after: { ...stuck, outputActivation: 'linear' },
  seeds: [5, 6],
  fits: 2,
  unexplained: 0.5,
} as const;

it('runs with and without the changes, and counts what fits', async () => {
  const { check, until } = page();
  check.open({ experiment: stuck, proof });
  expect(check.store.getState()).toMatchObject({ phase: 'waiting', outcome: null });
  check.check();
  const { outcome, runs } = await until(({ phase }) => phase === 'done');
  expect(runs).toBe(4);
  expect(outcome).toMatchObject({
    before: [
      { seed: 5, fits: false },
      { seed: 6, fits: false },
    ],
    after: [
      { seed: 5, fits: true },
      { seed: 6, fits: true },
    ],
  });
  expect(proofVerdict(outcome!, proof.fits)).toBe('holds');
});

it('gives up what was running when another link is opened', async () => {
  const { check, until } = page();
  check.open({ experiment: { ...stuck, epochs: 100_000 }, proof });
  check.check();
  check.open(null);
  await until(({ opened }) => opened === null);
  expect(check.store.getState()).toMatchObject({ phase: 'waiting', outcome: null });
});

const seeds = (...fits: readonly boolean[]) =>
  fits.map((is, seed) => ({ seed, skill: 1, fits: is }));

it.each([
  [seeds(false, false), seeds(true, true), 2, 'holds'],
  [seeds(false, true), seeds(true, true), 2, 'holds'],
  [seeds(true, true), seeds(true, true), 2, 'unneeded'],
  [seeds(false, false), seeds(true, false), 2, 'fails'],
  [
    Array(8).fill(seeds(false)).flat(),
    [...Array(7).fill(seeds(true)).flat(), ...seeds(false)],
    8,
    'fewer',
  ],
] as const)('is judged by counts: %#', (before, after, claimed, verdict) => {
  expect(proofVerdict({ before, after }, claimed)).toBe(verdict);
});
