import { readFileSync } from 'node:fs';
import { presets } from '#src/experiment/presets.ts';
import { archiveText } from '#src/library/archive.ts';
import { asDocument } from '#src/library/documents/read.ts';
import { toExperimentFile } from '#src/share/experiment-file.ts';
import { toHash } from '#src/share/link-codec.ts';
import { mutated } from './mutate.ts';
import { storedRun } from './stored-runs.ts';

const fixture = (name: string) =>
  readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');
const experiments = presets.map(({ experiment }) => experiment);

/** 3000 links as strangers might write them. */
export function damagedLinks(): Iterable<string> {
  const links = [
    ...experiments.map((experiment) => toHash(experiment, { run: true })),
    ...fixture('links/v1.txt')
      .split('\n')
      .filter((line) => line.startsWith('v=')),
    '#v=1&target=formula_1d&formula=sin(3*x)%2Bx&features=x;x^2&net=8:relu:0.1,4:tanh&order=fixed:3,reshuffle',
    '#v=2&target=formula&formula=globalThis.mutated=1&features=import("x")',
    '#v=1&preset=circles&claim=0..1,heldOutLoss,0.628258;1.39239,5,wasm',
    '#v=2&target=spirals&sweep=0..2,all,lr=0.1%26lr=1%26net=8:relu%26net=8:tanh',
    '#v=2&target=ripple&overlay=0..3,%7C4,v=2%26target=ripple%26lr=0.1&against=v=2%26lr=1%7Cv=1',
  ];
  return mutated(links, 3000, 'links');
}

/** 500 files of experiments. */
export function damagedFiles(): Iterable<string> {
  const files = [
    ...experiments.map((experiment) => toExperimentFile(experiment)),
    fixture('kept/v1/experiment.json'),
  ];
  return mutated(files, 500, 'files');
}

/** 500 files of runs. */
export async function damagedArchives(): Promise<Iterable<string>> {
  async function* entries() {
    for (const id of ['a', 'b', 'c']) {
      const { run, curve } = storedRun(id, [{ trainLoss: 0.5 }, { heldOutLoss: Number.NaN }]);
      yield { run: asDocument(run), curve: asDocument(curve) };
    }
  }
  const written = [];
  for await (const piece of archiveText(entries())) written.push(piece);
  const archives = [written.join(''), fixture('kept/v1/archive.json').slice(0, 40_000)];
  return mutated(archives, 500, 'archives');
}
