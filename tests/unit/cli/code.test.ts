import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterAll, describe, expect, it } from 'vitest';
import { code } from '#src/cli/code.ts';
import { startEngineProcess } from '#src/cli/process-worker.ts';
import { tableFileName } from '#src/data/table/match-table.ts';
import { toExperimentFile } from '#src/share/experiment-file.ts';
import { toHash } from '#src/share/link-codec.ts';
import { runHere } from '../../support/command.ts';
import { carriedTableOf } from '../../support/kept-table.ts';
import { smallExperiment } from '../../support/session-harness.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'fit-code-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...argv: readonly string[]) => runHere(code, argv);

describe('fit code', () => {
  it('writes a script that knows the first losses, as a notebook', { timeout: 60_000 }, () => {
    const file = path.join(folder, 'a.ipynb');
    const command = ['--import', 'tsx', 'src/cli/main.ts', 'code', 'parabola-posted'];
    const options = ['--to', 'numpy', '--set', 'epochs=12', '--out', file];
    execFileSync(process.execPath, [...command, ...options]);
    const { cells } = JSON.parse(readFileSync(file, 'utf8')) as { cells: { source: string[] }[] };
    const [head = ''] = cells.map(({ source }) => source.join(''));
    expect(head).toMatch(/^EXPECTED = \[(?:201000998999800, ){9}201000998999800\]/m);
    expect(head).toMatch(/^#v=\d+&target=parabola/m);
  });

  it('says which table is not here, and so no losses to compare with', async () => {
    const { experiment, bytes, hash } = await carriedTableOf(smallExperiment);
    const file = path.join(folder, 'with-table.json');
    writeFileSync(file, toExperimentFile(experiment, bytes));
    // What a command before this one knew is not known to it.
    expect(await run(file, '--set', 'nonsense=1')).toMatchObject({ status: 2 });
    const { status, out, messages } = await run(`#${toHash(experiment)}`);
    expect({ status, messages }).toEqual({
      status: 0,
      messages: `fit code: no losses to compare it with: the script reads ${tableFileName(hash)}, which is not here\n`,
    });
    expect(out).toContain(tableFileName(hash));
  });

  it('says why there are no losses to compare with', async () => {
    process.execArgv.push('--no-such-option'); // with which no process starts
    const { status, messages } = await runHere(
      code,
      ['parabola-posted'],
      startEngineProcess,
    ).finally(() => process.execArgv.pop());
    expect(status).toBe(0);
    expect(messages).toMatch(/^fit code: no losses to compare it with: .*stopped/);
  });

  it('writes the table that a script reads beside it', { timeout: 60_000 }, async () => {
    const rows = Array.from({ length: 9000 }, (_, i) => `${i},${(i * 7919) % 9000}.5`);
    const data = path.join(folder, 'mine.csv');
    writeFileSync(data, `x,y\n${rows.join('\n')}\n`);
    const out = path.join(folder, 'own', 'a.py');
    mkdirSync(path.dirname(out));
    const options = ['--data', data, '--set', 'epochs=1', '--set', 'net=2:relu'];
    expect(await run(...options, '--weight', 'z')).toMatchObject({
      status: 2,
      messages: expect.stringContaining('there is no column z: x, y'),
    });
    expect(await run(...options, '--out', out)).toMatchObject({ status: 0 });
    const script = readFileSync(out, 'utf8');
    const [, name = ''] = /open\("(data-.*\.csv)"/.exec(script) ?? [];
    expect(readFileSync(path.join(folder, 'own', name), 'utf8').split('\r\n')).toEqual([
      'x,y',
      ...rows,
      '',
    ]);
  });

  it.each([
    [[], /which experiment/],
    [['nothing'], /no preset/],
    [['spirals', '--to', 'cobol'], /pytorch, keras, numpy/],
    [['spirals', '--nonsense'], /nonsense/],
  ])('says what is wrong with %j', { timeout: 60_000 }, async (argv, message) => {
    const { status, messages } = await run(...argv);
    expect(status).toBe(2);
    expect(messages).toMatch(message);
  });
});
