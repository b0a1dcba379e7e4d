import { describe, expect, it } from 'vitest';
import type { Experiment } from '#src/experiment/fields.ts';
import type { RunHeader, Snapshot } from '#src/records/run-header.ts';
import { LiveRun } from '#src/store/training/live-run.ts';
import { Pace } from '#src/store/training/pace.ts';
import { recordTable } from '../../support/record-tables.ts';
import { sumBin } from '../../support/sum-bin.ts';

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

  it('has the running loss of an unfinished epoch, as losses are shown', () => {
    const live = new LiveRun();
    live.begin({ experiment: sumBin, lossFactor: 10 } as RunHeader);
    live.move({ epoch: 0, step: 3, seconds: 1 }, 2);
    expect(live.latest.runningLoss).toBe(20);
    live.move({ epoch: 0, step: 3, seconds: 1 }, Number.NaN);
    expect(live.latest.runningLoss).toBe(20);
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

describe('the run before', () => {
  const header = (change: Partial<Experiment>, lossFactor = 1) =>
    ({ experiment: { ...sumBin, ...change }, lossFactor }) as RunHeader;
  const trained = recordTable([{ runningLoss: 3 }, { runningLoss: 2 }]);

  it('stays through changes of the experiment, as it was shown, until another run has an epoch', () => {
    const live = new LiveRun();
    live.begin(header({}, 10));
    live.record(0, trained);
    const snapshot = { epoch: 2 } as Snapshot;
    live.show(snapshot);
    expect(live.before).toBeNull();
    live.begin(header({ learningRate: 0.5 }));
    expect(live.before?.snapshot).toBe(snapshot);
    live.clear();
    live.begin(header({ seed: 7 }));
    expect(live.log.length).toBe(0);
    expect(live.before?.header.experiment).toEqual(sumBin);
    expect([...(live.before?.log.column('runningLoss') ?? [])]).toEqual([30, 20]);
    live.record(0, trained);
    live.restart();
    expect(live.before?.header.experiment.seed).toBe(sumBin.seed);
    live.record(0, trained);
    live.begin(header({}));
    expect(live.before?.header.experiment.seed).toBe(7);
  });

  it('ends with another target', () => {
    const live = new LiveRun();
    live.begin(header({}));
    live.record(0, trained);
    live.begin(header({ target: 'sine' }));
    expect(live.before).toBeNull();
  });
});

describe('Pace', () => {
  it('knows nothing before the first measurement and then follows the newest', () => {
    const pace = new Pace();
    expect(pace.secondsFor(10)).toBeNull();
    pace.measure(10, 10);
    expect(pace.secondsFor(10)).toBe(10);
    for (let i = 1; i <= 40; i++) pace.measure(10 + i * 100, 10 + i);
    expect(pace.secondsFor(100)).toBeCloseTo(1, 3);
  });

  it('has forgotten a slow start a second later', () => {
    const pace = new Pace();
    pace.measure(10, 0.1); // 10 ms a step
    for (let tenth = 1; tenth < 10; tenth++) pace.measure(10 + 2000 * tenth, (tenth + 1) / 10);
    const factor = (pace.secondsFor(1000) ?? 0) / (1000 * 50e-6);
    expect(factor).toBeGreaterThanOrEqual(1);
    expect(factor).toBeLessThan(1.2);
  });

  it('ignores a measurement that says nothing', () => {
    const pace = new Pace();
    pace.measure(10, 1);
    pace.measure(10, 5);
    expect(pace.secondsFor(10)).toBe(1);
  });
});
