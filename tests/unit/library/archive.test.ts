import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Experiment } from '#src/experiment/fields.ts';
import { presetById } from '#src/experiment/presets.ts';
import { type ArchivedRun, readArchive, writeArchive } from '#src/library/archive.ts';
import { runFigures } from '#src/library/stored-run.ts';
import { recordTable } from '../../support/record-tables.ts';

const records = recordTable([
  {
    seconds: 2 / 3,
    runningLoss: Infinity,
    trainLoss: 4 / 3,
    heldOutLoss: 5 / 3,
    trainAccuracy: NaN,
    heldOutAccuracy: 1,
    gradientNorm: 7 / 3,
    learningRate: 8 / 3,
  },
]);
const archived: ArchivedRun = {
  run: {
    id: 'a',
    createdAt: 1_700_000_000_000,
    experiment: presetById('sine-normal')?.experiment as Experiment,
    engine: 'wasm',
    device: 'WebAssembly',
    parameterCount: 2,
    figures: runFigures(records),
    stopped: { kind: 'non_finite', epoch: 1, step: 3 },
    groupId: null,
    name: null,
    colour: 0,
    visible: true,
    pinned: false,
    notes: 'odd',
  },
  curve: { id: 'a', records, parameters: Float32Array.of(0.1, -2.5) },
};

function edited(change: (run: Record<string, unknown>) => void): string {
  const file = JSON.parse(writeArchive([archived])) as { runs: Record<string, unknown>[] };
  for (const run of file.runs) change(run);
  return JSON.stringify(file);
}

describe('archives of runs', () => {
  it('come back bit for bit, NaN and infinities too', () => {
    expect(readArchive(writeArchive([archived]))).toEqual({ ok: true, value: [archived] });
  });

  it.each([
    ['not JSON', '{', /not JSON/],
    ['another file', '{"a":1}', /no Fitscope archive/],
    [
      'a cut curve',
      edited((run) => (run['records'] as unknown[]).pop()),
      /runs\.0\.records: an epoch is incomplete/,
    ],
    ['missing parameters', edited((run) => (run['parameters'] = [])), /runs\.0\.parameters/],
    [
      'an experiment out of limits',
      edited((run) => ((run['experiment'] as Record<string, unknown>)['epochs'] = 1e9)),
      /runs\.0\.experiment\.epochs/,
    ],
    ['an unknown field', edited((run) => (run['script'] = 'x')), /script/],
  ])('are refused when they are %s, naming the place', (_, json, message) => {
    const read = readArchive(json);
    expect(read.ok).toBe(false);
    expect(!read.ok && read.error).toMatch(message);
  });
});

it('an archive of release 0.1.0 is read whole', () => {
  const kept = readFileSync(
    new URL('../../fixtures/kept/v1/archive.json', import.meta.url),
    'utf8',
  );
  const archive = readArchive(kept);
  if (!archive.ok) throw new Error(archive.error);
  expect(archive.value).toHaveLength(19);
  const interrupted = archive.value.filter(({ run }) => run.stopped === null);
  expect(interrupted).toMatchObject([{ run: { figures: { epochs: 1, steps: 2 } } }]);
});
