import { readFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { parseExperiment } from '#src/experiment/experiment.ts';
import { presets } from '#src/experiment/presets.ts';
import { archiveText } from '#src/library/archive.ts';
import { fromArchiveFile } from '#src/library/archive-file.ts';
import { asDocument } from '#src/library/documents/read.ts';
import { fromExperimentFile, toExperimentFile } from '#src/share/experiment-file.ts';
import { fromHash, toHash } from '#src/share/link-codec.ts';
import { mutated } from '../../support/mutate.ts';
import { storedRun } from '../../support/stored-runs.ts';

const fixture = (name: string) =>
  readFileSync(new URL(`../../fixtures/${name}`, import.meta.url), 'utf8');
const experiments = presets.map(({ experiment }) => experiment);

afterEach(() => {
  expect(globalThis, 'nothing was evaluated').not.toHaveProperty('mutated');
  expect({}).not.toHaveProperty('mutated');
});

it('3000 damaged links open as sound experiments with few words, and evaluate nothing', () => {
  const links = [
    ...experiments.map((experiment) => toHash(experiment, { run: true })),
    ...fixture('links/v1.txt')
      .split('\n')
      .filter((line) => line.startsWith('v=')),
    '#v=1&target=formula_1d&formula=sin(3*x)%2Bx&features=x;x^2&net=8:relu:0.1,4:tanh&order=fixed:3,reshuffle',
    '#v=1&preset=circles&claim=0..1,heldOutLoss,0.628258;1.39239,5,wasm',
  ];
  for (const link of mutated(links, 3000, 'links')) {
    const { experiment, problems } = fromHash(link);
    expect(parseExperiment(experiment), link).toMatchObject({ ok: true });
    expect(JSON.stringify(problems).length, link).toBeLessThan(20_000);
  }
});

it('500 damaged experiment files are refused or open as sound experiments', () => {
  const files = [...experiments.map(toExperimentFile), fixture('kept/v1/experiment.json')];
  for (const file of mutated(files, 500, 'files')) {
    const opened = fromExperimentFile(file);
    if (opened.ok)
      expect(parseExperiment(opened.value.experiment), file).toMatchObject({ ok: true });
  }
});

it('500 damaged archives are refused, or lose the runs that are damaged', async () => {
  async function* entries() {
    for (const id of ['a', 'b', 'c']) {
      const { run, curve } = storedRun(id, [{ trainLoss: 0.5 }, { heldOutLoss: Number.NaN }]);
      yield { run: asDocument(run), curve: asDocument(curve) };
    }
  }
  const written = [];
  for await (const piece of archiveText(entries())) written.push(piece);
  const archives = [written.join(''), fixture('kept/v1/archive.json').slice(0, 40_000)];
  for (const text of mutated(archives, 500, 'archives')) {
    const archive = await fromArchiveFile(new Blob([text]));
    for (const { run, curve } of archive.ok ? archive.value.runs : []) {
      expect(parseExperiment(run.experiment)).toMatchObject({ ok: true });
      expect(curve.parameters).toHaveLength(run.parameterCount);
    }
  }
});
