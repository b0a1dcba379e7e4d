import { expect, it } from 'vitest';
import type { InspectInput } from '#src/engine/contract/protocol.ts';
import type { EngineClient } from '#src/engine/page/client.ts';
import type { RunHeader, Snapshot } from '#src/records/run-header.ts';
import type { AppState } from '#src/store/app/state.ts';
import { createAppStore } from '#src/store/app/store.ts';
import { Inside } from '#src/store/training/inside.ts';
import { LiveRun } from '#src/store/training/live-run.ts';
import { MomentPlayer } from '#src/store/training/moment-player.ts';
import { recordTable } from '../../support/record-tables.ts';
import { sumBin } from '../../support/sum-bin.ts';

const at = (step: number) =>
  ({ epoch: step / 10, step, parameters: Float32Array.of(step) }) as Snapshot;

/** A run of ten steps an epoch whose rate falls, looked into by a worker that answers at once. */
function opened() {
  const asked: (readonly [parameter: number | undefined, rate: number, withCurvature: boolean])[] =
    [];
  const client = {
    request: async (name: string, input: InspectInput) => {
      const { parameters, experiment, withCurvature } = input;
      if (name === 'recall') return { snapshot: at(parameters[0] ?? 0) };
      asked.push([parameters[0], experiment.learningRate, withCurvature]);
      return { layers: [] };
    },
  } as unknown as EngineClient;
  const store = createAppStore();
  const live = new LiveRun();
  const moments = new MomentPlayer(store, live, client);
  const inside = new Inside(store, live, moments, client);
  const header = { runId: 'a', experiment: sumBin, stepsPerEpoch: 10, lossFactor: 1 };
  live.begin(header as RunHeader);
  live.show(at(0));
  live.record(0, recordTable([{ learningRate: 0.5 }, { learningRate: 0.25 }]));
  live.keep(at(10));
  live.show(at(20));
  const set = (page: Partial<AppState['page']>, phase: AppState['run']['phase']) => {
    const state = store.getState();
    store.setState({ page: { ...state.page, ...page }, run: { ...state.run, phase } });
  };
  return { asked, inside, moments, live, set };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

it('looks into what charts show while its card is open, at the rate of that time', async () => {
  const { asked, inside, moments, set } = opened();
  await settled();
  expect(asked).toEqual([]);
  set({ insideOpen: true }, 'paused');
  await settled();
  expect(inside.look?.snapshot.step).toBe(20);
  moments.show(1);
  await settled();
  await settled();
  expect(inside.look?.snapshot.step).toBe(10);
  expect(asked).toEqual([
    [20, 0.25, true],
    [10, 0.5, true],
  ]);
  set({ insideOpen: false }, 'paused');
  expect(inside.look).toBeNull();
});

it('leaves the latest alone while it changes', async () => {
  const { asked, live, set } = opened();
  set({ insideOpen: true }, 'running');
  live.show(at(30));
  await settled();
  expect(asked).toEqual([]);
  set({}, 'paused');
  await settled();
  expect(asked).toEqual([[30, 0.25, true]]);
});
