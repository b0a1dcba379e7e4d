import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fit as fitCommand } from '#src/cli/fit.ts';
import { presetById } from '#src/experiment/presets.ts';
import type { RunJson } from '#src/export/run-json.ts';
import { toExperimentFile } from '#src/share/experiment-file.ts';
import { toHash } from '#src/share/link-codec.ts';
import { runHere } from '../../support/command.ts';
import { carriedTableOf } from '../../support/kept-table.ts';
import { smallExperiment } from '../../support/session-harness.ts';
import { unzipped } from '../../support/unzipped.ts';

const command = ['--import', 'tsx', 'src/cli/main.ts'];

interface Result {
  readonly status: number | null;
  readonly out: string;
  readonly messages: string;
}

const fit = (...argv: readonly string[]) => runHere(fitCommand, argv);

/** Runs a program, its streams being pipes. */
function apart(program: string, argv: readonly string[]): Promise<Result> {
  return new Promise((resolve) => {
    const child = execFile(program, argv, (_, out, messages) =>
      resolve({ status: child.exitCode, out, messages }),
    );
  });
}

/** Runs the real command line, whose engines are processes. */
const fitApart = (...argv: readonly string[]) => apart(process.execPath, [...command, ...argv]);

function end(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.on('close', resolve));
}

const landing = presetById('sine-normal')!.experiment;
const quick = ['sine-normal', '--set', 'net=8:tanh', '--set', 'evaluate=1', '--epochs', '3'];
const diverging = ['--set', 'opt=sgd', '--set', 'lr=100', '--set', 'init=normal'];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'fitscope-cli-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('fit', () => {
  it('writes the runs of several seeds as JSON, and nothing else, by npm', async () => {
    const argv = ['run', '-s', 'fit', '--', ...quick, '--seeds', '3,1', '--json', '-'];
    const { status, out, messages } = await apart('npm', argv);
    expect({ status, messages }).toEqual({ status: 0, messages: '' });
    const runs = JSON.parse(out) as RunJson[];
    expect(runs.map(({ seed }) => seed)).toEqual([3, 1]);
    for (const run of runs) {
      expect(Object.keys(run)).toEqual([
        'experiment',
        'seed',
        'engine',
        'parameters',
        'lossFactor',
        'answerVariance',
        'guessing',
        'steps',
        'trainSeconds',
        'microsecondsPerStep',
        'epochs',
        'final',
        'stopped',
      ]);
      expect(run).toMatchObject({
        engine: 'wasm',
        parameters: 25,
        steps: 300,
        stopped: { reason: 'epochs', epoch: 3 },
      });
      expect(run.experiment).toMatchObject({ seed: run.seed, target: 'sine', epochs: 3 });
      expect(run.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
      for (const epoch of run.epochs) {
        expect(epoch).toEqual({
          epoch: expect.any(Number) as number,
          runningLoss: expect.any(Number) as number,
          trainLoss: expect.any(Number) as number,
          heldOutLoss: expect.any(Number) as number,
          trainAccuracy: null,
          heldOutAccuracy: null,
          gradientNorm: expect.any(Number) as number,
          learningRate: expect.closeTo(0.001) as number,
        });
      }
      expect(run.final?.trainLoss).toBe(run.epochs.at(-1)?.trainLoss);
      expect(run.trainSeconds).toBeGreaterThan(0);
    }
    expect(runs[0]?.final).not.toEqual(runs[1]?.final);
  });

  it('gives the same numbers bit for bit, whatever ran beside and wherever it was read from', async () => {
    const experiment = presetById('sum-mod-solved')?.experiment;
    if (experiment === undefined) throw new Error('no such preset');
    const file = path.join(folder, 'experiment.json');
    await writeFile(file, toExperimentFile(experiment));
    const sources = ['sum-mod-solved', `https://host/#${toHash(experiment)}`, file];
    const results = await Promise.all([
      ...sources.map((source) => fit(source, '--epochs', '4', '--json', '-')),
      fit('sum-mod-solved', '--epochs', '4', '--seeds', '5,0', '--jobs', '2', '--json', '-'),
    ]);
    const curves = results.map(({ out }) => (JSON.parse(out) as RunJson[]).at(-1)?.epochs);
    expect(curves[0]).toHaveLength(4);
    for (const curve of curves) expect(curve).toEqual(curves[0]);
  });

  it('trains on the table that comes in the file of an experiment', async () => {
    const { experiment, bytes } = await carriedTableOf(smallExperiment);
    const file = path.join(folder, 'with-table.json');
    await writeFile(file, toExperimentFile(experiment, bytes));
    expect(await fitApart(file, '--epochs', '2', '--json', '-')).toMatchObject({ status: 0 });
    await writeFile(
      file,
      toExperimentFile(
        experiment,
        bytes.map((byte) => byte ^ 1),
      ),
    );
    expect(await fit(file)).toMatchObject({
      status: 2,
      messages: expect.stringContaining('not those that are named'),
    });
  });

  it('prints a table for people, and no warning about many runs', async () => {
    const many = ['--seeds', '0..12', '--jobs', '1'];
    const { status, out, messages } = await fitApart('sum-bin-posted', '--epochs', '2', ...many);
    expect(status).toBe(0);
    expect(messages).not.toContain('Warning');
    expect(out).toMatch(/^Sum-bin, as posted · epochs 2\n/);
    expect(out).toMatch(/^seed +epochs .* held-out accuracy .*$/m);
    expect(out).toMatch(/^ +1 +2 .* % .* last epoch$/m);
  });

  it('writes one row an epoch as CSV, beside JSON in a file', async () => {
    const [csv, json] = [path.join(folder, 'runs.csv'), path.join(folder, 'runs.json')];
    const { status } = await fit(...quick, '--seeds', '0..1', '--csv', csv, '--json', json);
    expect(status).toBe(0);
    const lines = (await readFile(csv, 'utf8')).trimEnd().split('\r\n');
    expect(lines[0]).toMatch(/^run,seed,engine,epoch,runningLoss,/);
    expect(lines).toHaveLength(1 + 2 * 3);
    const runs = JSON.parse(await readFile(json, 'utf8')) as RunJson[];
    expect(lines[6]).toContain(`,1,wasm,3,${runs[1]?.final?.runningLoss},`);
  });

  it('writes the weights that training came to', async () => {
    const file = path.join(folder, 'net.zip');
    expect(await fit(...quick, '--weights', file)).toMatchObject({ status: 0 });
    const model = new TextDecoder().decode(unzipped(await readFile(file)).get('model.json'));
    expect(JSON.parse(model)).toMatchObject({ userDefinedMetadata: { answers: ['y'] } });
    const sine = await fit(...quick, '--set', 'net=4:sin', '--weights', file);
    expect(sine).toMatchObject({ status: 1, messages: expect.stringMatching(/Hidden layers/) });
  });

  it('names presets and fields', async () => {
    const { status, out } = await fit('--list');
    expect(status).toBe(0);
    expect(out).toMatch(/^sine-hybrid +Sine, fixed then shuffled$/m);
    expect(out).toMatch(/^opt +adam +sgd, momentum, /m);
  });
});

it('learns a table of a file, whose runs are shared by link', async () => {
  const file = path.join(folder, 'table.csv');
  const rows = Array.from({ length: 40 }, (_, i) => `${i},${i % 2},${i > 20 ? 'high' : 'low'}`);
  await writeFile(file, ['size,odd,kind', ...rows].join('\n'));
  const some = ['--epochs', '10', '--set', 'evaluate=1', '--json', '-'];
  const [first] = JSON.parse((await fit('--data', file, ...some)).out) as RunJson[];
  expect(first?.experiment).toMatchObject({ target: 'table_classes', inputCount: 2 });
  const link = toHash(first?.experiment ?? landing);
  const [again] = JSON.parse((await fit(link, ...some)).out) as RunJson[];
  const losses = (run: RunJson | undefined) => run?.epochs.map(({ runningLoss }) => runningLoss);
  expect(losses(again)).toEqual(losses(first));
  const other = await fit('--data', file, '--answer', 'size', ...some);
  expect((JSON.parse(other.out) as RunJson[])[0]?.experiment.target).toBe('table');
  expect((await fit('--data', file, '--answer', 'nothing')).messages).toContain('nothing');
});

it('counts rows by a column, in a link too, and refuses one by which a row counts nothing', async () => {
  const file = path.join(folder, 'weighted.csv');
  const rows = Array.from({ length: 40 }, (_, i) => `${i},${1 + (i % 3)},${i % 2},${i * i}`);
  await writeFile(file, ['x,count,odd,y', ...rows].join('\n'));
  const some = ['--epochs', '3', '--json', '-'];
  const losses = async (...args: string[]) => {
    const [run] = JSON.parse((await fit(...args, ...some)).out) as RunJson[];
    return [run?.experiment, run?.epochs.map(({ runningLoss }) => runningLoss)] as const;
  };
  const [experiment, weighted] = await losses('--data', file, '--weight', 'count');
  expect(experiment).toMatchObject({ inputCount: 2, rowWeights: true });
  expect((await losses(toHash(experiment ?? landing)))[1]).toEqual(weighted);
  expect((await losses('--data', file))[1]).not.toEqual(weighted);
  // Where the last column is that of the weights, the answer is the one before.
  await writeFile(file, ['x,odd,y,count', '0,1,2,3', '1,0,4,1', '2,1,8,2', '3,0,9,1'].join('\n'));
  expect((await losses('--data', file, '--weight', 'count'))[0]).toMatchObject({ inputCount: 2 });
  const { messages } = await fit('--data', file, '--weight', 'odd');
  expect(messages).toContain('column odd holds row weights');
});

describe('exit status of fit', () => {
  it('is 0 when a stop rule ends the run', async () => {
    const { status, out } = await fit(...quick, '--set', 'stop_at=1e6', '--json', '-');
    expect(status).toBe(0);
    expect((JSON.parse(out) as RunJson[])[0]?.stopped).toEqual({ reason: 'target_loss', epoch: 1 });
  });

  it('is 1 when a loss is not finite; the other seeds are still written', async () => {
    const { status, out, messages } = await fit(...quick, ...diverging, '--json', '-');
    expect(status).toBe(1);
    expect(messages).toMatch(
      /^fit: seed 0: the loss became infinite or not a number in epoch 1, step \d+$/m,
    );
    expect(JSON.parse(out)).toMatchObject([{ stopped: { reason: 'non_finite' } }]);
  });

  it('is 1 when a run cannot go on, with its reason', async () => {
    const link =
      'v=2&target=formula&formula=1/x&domain=0..300&sampling=integers&train=30&heldout=20&order=fresh';
    const { status, out, messages } = await fit(link, '--json', '-');
    expect({ status, out }).toEqual({ status: 1, out: '[]\n' });
    expect(messages).toMatch(/^fit: seed 0: Among the points drawn for epoch \d+ .* x = 0/m);
  });

  it('is 1 when results cannot be written', async () => {
    const { status, messages } = await fit(...quick, '--json', path.join(folder, 'no', 'where'));
    expect(status).toBe(1);
    expect(messages).toContain('ENOENT');
  });

  it('is 2 where something is wrong with the command line', async () => {
    const { status, out, messages } = await fitApart('sine-normal', '--set', 'lr=1e9');
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(messages).toMatch(/^fit: lr: /);
  });

  it.each([
    [/^fit: epochs: expected a number/, ['sine-normal', '--epochs', 'many']],
    [/^fit: order: /, ['sine-hybrid', '--epochs', '250']],
    [/^fit: train: pairing every/, ['parabola-posted', '--set', 'loss=mae', '--set', 'train=3e4']],
    [/^fit: speed: is not known/, ['v=1&speed=3']],
    [/^fit: --seeds: /, ['sine-normal', '--seeds', '3..1']],
    [/^fit: there is no preset "sine"/, ['sine']],
    [/^fit: ENOENT.*nowhere\.json/, ['nowhere.json']],
    [/^fit: formula: /, ['v=1&target=formula_1d&formula=wurst(x)&loss=mse&out=linear']],
    [
      /^fit: formula: .* infinite at x = 0/,
      ['v=1&target=formula_1d&formula=1/x&domain=0..1&sampling=grid&loss=mse&out=linear'],
    ],
  ] as const)('is 2 with %s', async (message, argv) => {
    const result = await fit(...argv);
    expect(result.status).toBe(2);
    expect(result.messages).toMatch(message);
    expect(result.out).toBe('');
  });

  it('is 130 after Ctrl-C, with the finished epochs written and time left on a terminal', async () => {
    const terminal = ['--import', 'data:text/javascript,process.stderr.isTTY=true'];
    const endless = ['sum-bin-posted', '--epochs', '100000', '--json', '-'];
    const child = spawn(process.execPath, [...terminal, ...command, ...endless]);
    let out = '';
    let messages = '';
    child.stdout.on('data', (data: Buffer) => {
      out += data.toString();
    });
    child.stderr.on('data', (data: Buffer) => {
      const before = /epoch [1-9]/.test(messages);
      messages += data.toString();
      if (!before && /epoch [1-9]/.test(messages)) child.kill('SIGINT');
    });
    expect(await end(child)).toBe(130);
    expect(messages).toMatch(/epoch \d+ of 100000, \d+ %, \d+ (s|min \d+ s|h \d+ min) left/);
    const [run] = JSON.parse(out) as RunJson[];
    expect(run?.stopped.reason).toBe('interrupted');
    expect(run?.epochs.length).toBe(run?.stopped.epoch);
    expect(run?.epochs.length).toBeGreaterThan(0);
  });

  it('is quiet when nobody reads its output any more', async () => {
    const child = spawn(process.execPath, [...command, ...quick, '--json', '-']);
    child.stdout.destroy();
    let messages = '';
    child.stderr.on('data', (data: Buffer) => {
      messages += data.toString();
    });
    expect(await end(child)).toBe(0);
    expect(messages).toBe('');
  });
});

it('says that an engine asked for is not the one used', async () => {
  const { status, messages } = await fit(...quick, '--set', 'engine=webgl');
  expect(status).toBe(0);
  expect(messages).toBe(
    'fit: the experiment asks for WebGL; the command line trains with WebAssembly\n',
  );
});
