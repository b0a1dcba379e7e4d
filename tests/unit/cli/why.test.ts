import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { why } from '#src/cli/why.ts';
import { runHere } from '../../support/command.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'fit-why-'));
});
afterAll(() => rm(folder, { recursive: true }));

const run = (...argv: readonly string[]) => runHere(why, argv);

/** Runs the real command line. */
function runApart(...argv: readonly string[]) {
  const command = ['--import', 'tsx', 'src/cli/main.ts', 'why', ...argv];
  return new Promise<{ code: number | null; out: string; messages: string }>((resolve) => {
    const child = execFile(process.execPath, command, (_, out, messages) =>
      resolve({ code: child.exitCode, out, messages }),
    );
  });
}

const line = '#v=2&target=formula&formula=3*x&domain=-1..1&train=50&heldout=50&net=none';

describe('fit why', () => {
  it('says that a sound experiment fits', async () => {
    const { status, out } = await run(
      `${line}&lr=0.05&epochs=100`,
      '--budget',
      '20000',
      '--seeds',
      '0..2',
    );
    expect(out).toContain('It fits: 3 of 3 seeds');
    expect(status).toBe(0);
  });

  it('finds a cause and writes it as JSON', async () => {
    const { code, out } = await runApart(
      `${line}&lr=0.05&epochs=100&label_shape=row`,
      '--budget',
      '30000',
      '--seeds',
      '0..2',
      '--json',
      '-',
    );
    const { fits, proofs, minimal } = JSON.parse(out);
    expect({ fits, proofs, minimal }).toMatchObject({
      fits: false,
      proofs: [{ id: 'label_broadcast', blocks: true }],
      minimal: [{ causes: ['label_broadcast'], fits: [3, 3] }],
    });
    expect(code).toBe(1);
  });

  it('finds none where there is nothing to learn', async () => {
    const noise = line.replace('3*x', 'mod(1e6*sin(1e6*x),1)');
    const { status, out } = await run(`${noise}&epochs=2`, '--budget', '5000', '--seeds', '0..2');
    expect(out).toContain('No change that was tried makes it fit');
    expect(status).toBe(3);
  });

  it('asks about a table of a file, with settings', async () => {
    const file = path.join(folder, 'table.csv');
    const rows = Array.from({ length: 40 }, (_, i) => `${i / 20},${3 * (i / 20) - 1}`);
    await writeFile(file, ['x,y', ...rows].join('\n'));
    const settings = ['net=none', 'lr=0.05', 'epochs=100'].flatMap((set) => ['--set', set]);
    const { status, out } = await run('--data', file, ...settings, '--seeds', '0..2');
    expect(out).toContain('It fits: 3 of 3 seeds');
    expect(status).toBe(0);
    expect((await run('--data', file, '--answer', 'z')).messages).toContain('no column z: x, y');
  });

  it('names what is wrong with the command line', async () => {
    expect(await run()).toMatchObject({ status: 2, messages: expect.stringContaining('usage:') });
    expect((await run(line, '--budget', 'much')).messages).toContain('--budget: expected a number');
    expect((await run('nothing-like-it')).status).toBe(2);
    expect((await run('--help')).out).toContain('usage: npm run -s fit -- why');
  });
});
