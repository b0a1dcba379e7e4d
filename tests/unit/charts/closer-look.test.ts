import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CloserLook } from '#src/charts/closer-look.ts';
import type { Probe } from '#src/data/probe.ts';
import type { RunHeader, Snapshot } from '#src/records/run-header.ts';
import { planeOf } from './fixtures.ts';

const header = { ...planeOf(3), runId: 'run', parameterCount: 9 } as unknown as RunHeader;
const snapshot = { step: 5 } as Snapshot;
const area = { x: [0.2, 0.4], y: [0.5, 0.6], width: 20, height: 10 } as const;

describe('a closer look', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('asks once a pixel for what is in view, and has answers for that alone', async () => {
    const asked: Probe[] = [];
    const answers = Float32Array.of(1);
    const look = new CloserLook(async (_, __, probe) => {
      asked.push(probe);
      return answers;
    });
    let told = 0;
    look.subscribe(() => told++);
    expect(look.at(header, snapshot, area)).toBeNull();
    expect(look.at(header, snapshot, area)).toBeNull();
    await vi.runAllTimersAsync();
    expect(told).toBe(1);
    expect(asked).toHaveLength(1);
    const [across, up] = asked[0]!.positions;
    expect([across!.length, up!.length]).toEqual([20, 10]);
    expect(across![0]).toBeCloseTo(0.205);
    expect(up!.at(-1)).toBeCloseTo(0.595);
    expect(look.at(header, snapshot, area)?.predictions).toBe(answers);
    expect(look.at(header, { ...snapshot, step: 6 }, area)).toBeNull();
    expect(look.at(header, snapshot, { ...area, x: [0, 1] })).toBeNull();
  });

  it('asks at once the first time, and then only when nothing has moved for a while', async () => {
    let asked = 0;
    const look = new CloserLook(async () => {
      asked++;
      return null;
    });
    look.at(header, snapshot, area);
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toBe(1);
    look.at(header, { ...snapshot, step: 6 }, area);
    await vi.advanceTimersByTimeAsync(50);
    expect(asked).toBe(1);
    await vi.runAllTimersAsync();
    expect(asked).toBe(2);
  });

  it('lets a page that has just come draw everything else first, and then goes on as ever', async () => {
    const asked: number[] = [];
    const look = new CloserLook(async (_, { step }) => {
      asked.push(step);
      return null;
    });
    look.at(header, { ...snapshot, step: 0 }, area);
    await vi.advanceTimersByTimeAsync(1500);
    expect(asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(500);
    expect(asked).toEqual([0]);
    look.at(header, { ...snapshot, step: 1 }, area);
    await vi.advanceTimersByTimeAsync(250);
    expect(asked).toEqual([0, 1]);
  });

  it('waits while what is in view changes, and asks a large network more coarsely', async () => {
    const sizes: number[] = [];
    const look = new CloserLook(async (_, __, { positions }) => {
      sizes.push(positions[0]!.length);
      return null;
    });
    const large = { ...header, parameterCount: 1e7 };
    for (let step = 0; step < 5; step++) look.at(large, { ...snapshot, step }, area);
    await vi.runAllTimersAsync();
    expect(sizes).toEqual([10]);
  });
});
