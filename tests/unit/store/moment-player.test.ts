import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RecallInput } from '#src/engine/contract/protocol.ts';
import type { EngineClient } from '#src/engine/page/client.ts';
import type { RunHeader, Snapshot } from '#src/records/run-header.ts';
import { createAppStore } from '#src/store/app/store.ts';
import { LiveRun } from '#src/store/training/live-run.ts';
import { MomentPlayer } from '#src/store/training/moment-player.ts';
import { WeightEdits } from '#src/store/training/weight-edits.ts';
import { sumBin } from '../../support/sum-bin.ts';

/** A run of ten steps an epoch whose one parameter is the step. */
const at = (step: number): Snapshot => ({
  epoch: Math.floor(step / 10),
  step,
  parameters: Float32Array.of(step),
  predictions: new Float32Array(),
  atTrain: new Float32Array(),
  atHeldOut: new Float32Array(),
});

function playing() {
  const asked: number[] = [];
  const waiting: (() => void)[] = [];
  const request = ({ parameters, step }: RecallInput) =>
    new Promise((resolve) => {
      asked.push(step);
      waiting.push(() => resolve({ snapshot: { ...at(step), parameters } }));
    });
  const client = {
    request: (_: string, input: RecallInput) => request(input),
  } as unknown as EngineClient;
  const store = createAppStore();
  const live = new LiveRun();
  const moments = new MomentPlayer(store, live, client);
  live.begin({ runId: 'a', experiment: sumBin } as RunHeader);
  live.show(at(0));
  for (const step of [10, 20, 30]) live.keep(at(step));
  live.show(at(40));
  const answer = async () => {
    waiting.shift()?.();
    await vi.advanceTimersByTimeAsync(0);
  };
  return { store, live, moments, asked, answer };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('moments of the run on show', () => {
  it('are kept in order; those of later steps are void where training goes back', () => {
    const { live } = playing();
    expect(live.moments.map(({ step }) => step)).toEqual([0, 10, 20, 30]);
    live.keep(at(15));
    expect(live.moments.map(({ step }) => step)).toEqual([0, 10, 15]);
    live.restart();
    expect(live.moments).toEqual([]);
  });

  it('are shown as soon as their answers are there, the last that was chosen at the end', async () => {
    const { moments, asked, answer } = playing();
    moments.show(1);
    expect([moments.step, moments.snapshot?.step]).toEqual([10, 40]);
    moments.show(2);
    moments.show(3);
    await answer();
    await answer();
    expect(moments.snapshot).toMatchObject({ step: 30, epoch: 3 });
    expect(asked).toEqual([10, 30]);
    moments.show(4);
    expect([moments.step, moments.snapshot?.step]).toEqual([null, 40]);
  });

  it('play up to the latest, no faster than answers come', async () => {
    const { moments, asked, answer } = playing();
    moments.play('fast');
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toEqual([0]);
    for (let i = 0; i < 4; i++) {
      await answer();
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(asked).toEqual([0, 10, 20, 30]);
    expect([moments.speed, moments.step]).toEqual([null, null]);
  });

  it('give way to edited parameters, edit by edit, until something else is shown', async () => {
    const { live, moments, asked, answer } = playing();
    const edits = new WeightEdits(moments);
    moments.show(2);
    await answer();
    const shown = () => moments.snapshot!.parameters;
    for (const value of [5, 5, 7]) {
      edits.set(moments.snapshot!, value, { index: 0, value });
      await answer();
    }
    expect([edits.count, moments.isEdited, moments.step, shown()[0]]).toEqual([2, true, 20, 7]);
    edits.undo(moments.snapshot!);
    await answer();
    expect([edits.count, shown()[0], edits.lossBefore]).toEqual([1, 5, 5]);
    edits.undo(moments.snapshot!);
    await answer();
    expect([edits.count, moments.isEdited, moments.step]).toEqual([0, false, 20]);
    expect(asked).toEqual([20, 20, 20, 20, 20]);
    edits.set(moments.snapshot!, 1, { index: 0, value: 9 });
    live.show(at(50));
    expect([edits.count, moments.step, moments.snapshot?.step]).toEqual([0, null, 50]);
  });

  it('end with their run, and where training goes on', async () => {
    const { store, live, moments, answer } = playing();
    const run = (phase: 'paused' | 'running') =>
      store.setState({ run: { ...store.getState().run, phase } });
    moments.show(1);
    await answer();
    run('running');
    expect(moments.snapshot?.step).toBe(40);
    moments.show(2);
    live.begin({ runId: 'b', experiment: sumBin } as RunHeader);
    live.show(at(0));
    await answer();
    expect([moments.step, moments.snapshot?.step]).toEqual([null, 0]);
  });
});
