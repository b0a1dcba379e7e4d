import { describe, expect, it } from 'vitest';
import { csv, runsCsv, runTableCsv } from '#src/export/csv.ts';
import { runJson } from '#src/export/run-json.ts';
import { recordTable } from '../../support/record-tables.ts';
import { storedRun } from '../../support/stored-runs.ts';
import { sumBin } from '../../support/sum-bin.ts';

const rows = [
  {
    epoch: 1,
    step: 10,
    seconds: 0.5,
    runningLoss: 2,
    trainLoss: 1,
    heldOutLoss: 3,
    heldOutAccuracy: NaN,
    gradientNorm: 1,
    learningRate: 0.1,
  },
  { epoch: 2, step: 20, seconds: 1, runningLoss: Infinity, learningRate: 0.05 },
];
const records = recordTable(rows);
const run = runJson({
  experiment: { ...sumBin, seed: 7 },
  engine: 'wasm',
  parameterCount: 15,
  records,
  lossFactor: 1e6,
  guessing: { loss: 4, accuracy: null, answer: 'mean' },
  stopped: { kind: 'non_finite', epoch: 3, step: 20 },
});

describe('a run as JSON', () => {
  it('holds every epoch, the last measured values and the cost of a step', () => {
    expect(run).toMatchObject({
      seed: 7,
      engine: 'wasm',
      parameters: 15,
      lossFactor: 1e6,
      guessing: { loss: 4 },
      steps: 20,
      trainSeconds: 1,
      microsecondsPerStep: 50_000,
    });
    expect(run.epochs).toHaveLength(2);
    expect(run.epochs[1]).toMatchObject({
      epoch: 2,
      runningLoss: null,
      trainLoss: null,
      learningRate: 0.05,
    });
    expect(run.final).toMatchObject({
      epoch: 2,
      runningLoss: 2,
      trainLoss: 1,
      heldOutLoss: 3,
      heldOutAccuracy: null,
    });
    expect(run.stopped).toEqual({ reason: 'non_finite', epoch: 3 });
  });

  it('survives JSON unchanged', () => {
    expect(JSON.parse(JSON.stringify(run))).toEqual(run);
  });
});

describe('CSV', () => {
  it('has a row an epoch, empty where nothing was measured', () => {
    const lines = runsCsv([{ name: 'a, b', run }]).split('\r\n');
    expect(lines[0]).toBe(
      'run,seed,engine,epoch,runningLoss,trainLoss,heldOutLoss,heldOutAccuracy,gradientNorm,learningRate',
    );
    expect(lines[1]).toBe('"a, b",7,wasm,1,2,1,3,,1,0.1');
    expect(lines[2]).toBe('"a, b",7,wasm,2,,,,,,0.05');
  });

  it('quotes, and disarms what a spreadsheet would run', () => {
    expect(csv(['x'], [['say "hi"'], ['=1+1'], [-1]])).toBe(
      'x\r\n"say ""hi"""\r\n\'=1+1\r\n-1\r\n',
    );
  });

  it('has a row per run with the settings in which the runs differ', () => {
    const rows = [0.01, 0.1].map((learningRate, seed) => {
      const made = storedRun('a', [{ trainLoss: 0.5 }], {
        experiment: { ...sumBin, learningRate, seed },
      });
      return { ...made.run, name: `rate ${learningRate}`, ending: '' };
    });
    const [header, first, second] = runTableCsv(rows).split('\r\n');
    expect(header).toMatch(/^run,made,engine,device,seed,learningRate,epochs,steps,/);
    expect(first).toMatch(/^rate 0\.01,1970-01-01T00:00:00\.000Z,wasm,test,0,0\.01,1,/);
    expect(second).toMatch(/^rate 0\.1,.*,1,0\.1,1,/);
  });
});
