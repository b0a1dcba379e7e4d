import { describe, expect, it } from 'vitest';
import { LiveRun } from '#src/store/training/live-run.ts';
import { Pace } from '#src/store/training/pace.ts';
import { recordTable } from '../../support/record-tables.ts';

describe('LiveRun', () => {
  it('keeps the newest measured value of figures that are not measured every epoch', () => {
    const live = new LiveRun();
    live.record(
      0,
      recordTable([
        { epoch: 1, step: 5, seconds: 1, runningLoss: 3, trainLoss: 2.5, heldOutLoss: 2.6 },
        { epoch: 2, step: 10, seconds: 2, runningLoss: 2 },
      ]),
    );
    expect(live.latest).toMatchObject({ runningLoss: 2, trainLoss: 2.5, heldOutLoss: 2.6 });
    expect(live.position).toEqual({ epoch: 2, step: 10, seconds: 2 });
  });

  it('forgets everything at a restart', () => {
    const live = new LiveRun();
    live.record(0, recordTable([{ step: 5, seconds: 1, runningLoss: 3 }]));
    live.restart();
    expect(live.log.length).toBe(0);
    expect(live.latest.runningLoss).toBeNaN();
    expect(live.position.step).toBe(0);
  });
});

describe('createPace', () => {
  it('knows nothing before the first measurement and then follows the newest', () => {
    const pace = new Pace();
    expect(pace.secondsFor(10)).toBeNull();
    pace.measure(10, 10);
    expect(pace.secondsFor(10)).toBe(10);
    for (let i = 1; i <= 40; i++) pace.measure(10 + i * 100, 10 + i);
    expect(pace.secondsFor(100)).toBeCloseTo(1, 3);
  });

  it('ignores a measurement that says nothing', () => {
    const pace = new Pace();
    pace.measure(10, 1);
    pace.measure(10, 5);
    expect(pace.secondsFor(10)).toBe(1);
  });
});
