import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { presetById } from '#src/experiment/presets.ts';
import {
  type ArchivedRun,
  archiveLimits,
  archiveText,
  type ReadArchive,
  readArchive,
} from '#src/library/archive.ts';
import { fromArchiveFile, toArchiveFile } from '#src/library/archive-file.ts';
import { asDocument } from '#src/library/documents/read.ts';
import type { Document } from '#src/library/documents/version.ts';
import { latestVersion } from '#src/library/documents/versions.ts';
import { carriedTableOf } from '../../support/kept-table.ts';
import { smallExperiment } from '../../support/session-harness.ts';
import { storedRun } from '../../support/stored-runs.ts';

const odd = storedRun(
  'a',
  [
    { seconds: 2 / 3, runningLoss: Infinity, trainLoss: 4 / 3, trainAccuracy: NaN },
    { seconds: 1, runningLoss: 0.1, heldOutLoss: 5 / 3, heldOutAccuracy: 1 },
  ],
  {
    createdAt: 1_700_000_000_000,
    experiment: presetById('sine-normal')!.experiment,
    stopped: { kind: 'non_finite', epoch: 3, step: 23 },
    notes: 'odd: "]}, läuft',
  },
);

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

const entry = ({ run, curve }: ArchivedRun): Document => ({
  run: asDocument(run),
  curve: asDocument(curve),
});

async function written(entries: readonly Document[]): Promise<Blob> {
  const file = await toArchiveFile(each(entries));
  if (!file.ok) throw new Error(file.error);
  return file.value;
}

async function unpacked(file: Blob): Promise<string> {
  const bytes = file.stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(bytes).text();
}

async function readable(file: Blob): Promise<ReadArchive> {
  const archive = await fromArchiveFile(file);
  if (!archive.ok) throw new Error(archive.error);
  return archive.value;
}

/** An archive of one sound run and one that was changed. */
async function withDamage(
  change: (run: Record<string, unknown>, curve: Record<string, unknown>) => void,
): Promise<ReadArchive> {
  const text = await unpacked(await written([entry(odd), entry(storedRun('b', [{}]))]));
  const file = JSON.parse(text) as { runs: Record<'run' | 'curve', Record<string, unknown>>[] };
  const [, { run, curve } = { run: {}, curve: {} }] = file.runs;
  change(run, curve);
  return readable(new Blob([JSON.stringify(file)]));
}

describe('archives of runs', () => {
  it('come back bit for bit, NaN and infinities too', async () => {
    const runs = [odd, storedRun('b', [])];
    const file = await written(runs.map(entry));
    const whole = { runs, tables: [], refused: [] };
    expect(await readable(file)).toEqual(whole);
    expect(await readable(new Blob([await unpacked(file)]))).toEqual(whole);
  });

  it('hold arrays as base64 and their version', async () => {
    const file = JSON.parse(await unpacked(await written([entry(storedRun('b', [{}, {}]))])));
    expect(file).toMatchObject({
      fitscopeRuns: latestVersion().number,
      runs: [
        {
          run: { schema: latestVersion().number, id: 'b' },
          curve: {
            records: { length: 2, columns: { epoch: { float64: 'AAAAAAAA8D8AAAAAAAAAQA==' } } },
          },
        },
      ],
    });
  });

  it('hold each table that runs name once, and only those that are what they are named', async () => {
    const { experiment, bytes, hash } = await carriedTableOf(smallExperiment);
    const runs = ['a', 'b'].map((id) => storedRun(id, [{}], { experiment }));
    const file = await toArchiveFile(each(runs.map(entry)), async (name) =>
      name === hash ? bytes : null,
    );
    if (!file.ok) throw new Error(file.error);
    const tables = [{ hash, bytes }];
    expect(await readable(file.value)).toEqual({ runs, tables, refused: [] });

    const text = await unpacked(file.value);
    expect(text.match(/"bytes"/g)).toHaveLength(1);
    const wrong = JSON.parse(text) as { tables: { hash: string; bytes: string }[] };
    for (const table of wrong.tables) table.bytes = table.bytes.replace(/^../, 'AA');
    const nameless = { hash: { toString: 1 } as unknown as string, bytes: '' };
    wrong.tables.push(nameless, { hash: 'abcdefghijklmnopqrstuv', bytes: '' }, ...wrong.tables);
    expect(await readable(new Blob([JSON.stringify(wrong)]))).toEqual({
      runs,
      tables: [],
      refused: [{ name: `table ${hash}`, reason: expect.stringContaining('not those') }],
    });
    expect(await readable(await written(runs.map(entry)))).toMatchObject({ runs, tables: [] });
  });

  const newer = latestVersion().number + 1;
  it.each<[what: string, change: Parameters<typeof withDamage>[0], reason: RegExp]>([
    ['without parameters', (_, curve) => delete curve['parameters'], /parameters: are no numbers/],
    ['with too few', (run) => (run['parameterCount'] = 2), /parameters: expected 2 numbers/],
    ['of no epochs', (_, curve) => (curve['records'] = []), /records: are no table/],
    [
      'of epochs that jump',
      (_, curve) =>
        (curve['records'] = { length: 1, columns: { epoch: { float64: '4////////38=' } } }),
      /records: are no table/,
    ],
    [
      'with an experiment out of limits',
      (run) => (run['experiment'] = { ...(run['experiment'] as Document), epochs: 1e9 }),
      /experiment\.epochs/,
    ],
    [
      'with an object for a name',
      (run) =>
        (run['experiment'] = { ...(run['experiment'] as Document), target: { toString: 1 } }),
      /target: “{…}”/,
    ],
    ['with an unknown field', (run) => (run['script'] = 'x'), /script/],
    ['of a newer version', (run) => (run['schema'] = newer), new RegExp(`version ${newer}, newer`)],
  ])('lose a run %s, which is named, and no other', async (_, change, reason) => {
    const { runs, refused } = await withDamage(change);
    expect(runs).toEqual([odd]);
    expect(refused).toMatchObject([{ name: 'b' }]);
    expect(refused[0]?.reason).toMatch(reason);
  });

  it('lose a run of lists within lists without end, and no other', async () => {
    const endless = storedRun('b', [{}], { notes: 'endless' });
    const text = await unpacked(await written([entry(odd), entry(endless)]));
    const deep = text.replace('"endless"', '['.repeat(1e5) + ']'.repeat(1e5));
    const { runs, refused } = await readable(new Blob([deep]));
    expect(runs).toEqual([odd]);
    expect(refused).toMatchObject([{ name: 'b', reason: expect.stringMatching(/notes/) }]);
  });

  it.each([
    ['not JSON', '{', /not JSON/],
    ['empty', '', /not JSON/],
    ['another file', '{"a":1}', /no Fitscope archive/],
    ['another list', '{"a":1,"runs":[{}]}', /no Fitscope archive/],
    ['cut', '{"fitscopeRuns":1,"runs":[', /not JSON/],
    ['of a newer version', '{"fitscopeRuns":99,"runs":[]}', /version 99, newer/],
    ['of no version', '{"fitscopeRuns":"1","runs":[]}', /does not say its version/],
  ])('are refused when they are %s', async (_, text, reason) => {
    const archive = await fromArchiveFile(new Blob([text]));
    expect(archive.ok ? '' : archive.error).toMatch(reason);
  });

  it('are refused when the gzip is cut or changed', async () => {
    const bytes = new Uint8Array(await (await written([entry(odd)])).arrayBuffer());
    const cut = bytes.slice(0, -8);
    const wrongSum = bytes.slice();
    wrongSum[bytes.length - 8] = (wrongSum[bytes.length - 8] ?? 0) ^ 1;
    for (const damaged of [cut, wrongSum])
      expect(await fromArchiveFile(new Blob([damaged]))).toMatchObject({ ok: false });
  });

  it('do not unpack a bomb', async () => {
    const start = '{"fitscopeRuns":1,"runs":[';
    const bombs = [
      [start + '{},'.repeat(archiveLimits.runs + 1), /at most 20000 runs/],
      [`${start}{"records":[${'1,'.repeat(archiveLimits.item / 2)}`, /too large/],
    ] as const;
    for (const [text, reason] of bombs) {
      const archive = await fromArchiveFile(new Blob([gzipSync(text)]));
      expect(archive.ok ? '' : archive.error).toMatch(reason);
    }
  });

  it('are refused when all of their runs together are too large', async () => {
    // Never looked into: a long text of blanks takes no memory until then.
    const text = each([' ', ' '.repeat(archiveLimits.all)]);
    expect(await readArchive(text)).toEqual({ ok: false, error: 'one file holds at most 500 MB' });
  });

  it('are not written beyond what is read', async () => {
    const write = async (runs: readonly Document[], most?: number) => {
      for await (const _ of archiveText(each(runs), undefined, most));
    };
    const many = Array.from({ length: archiveLimits.runs + 1 }, () => ({ run: {} }));
    await expect(write(many)).rejects.toThrow('at most 20000 runs');
    const large = { run: { notes: 'x'.repeat(1e5) } };
    await expect(write([large, large], 2e5)).rejects.toThrow('at most 0.2 MB');
    await expect(write([large], 2e5)).resolves.toBeUndefined();
  });
});

describe('an archive of release 0.1.0', () => {
  const kept = readFileSync(new URL('../../fixtures/kept/v1/archive.json', import.meta.url));

  it('is read whole', async () => {
    const { runs, refused } = await readable(new Blob([kept]));
    expect(refused).toEqual([]);
    expect(runs).toHaveLength(19);
    const interrupted = runs.filter(({ run }) => run.stopped === null);
    expect(interrupted).toMatchObject([{ run: { figures: { epochs: 1, steps: 2 } } }]);
    expect(await readable(new Blob([gzipSync(kept)]))).toEqual({ runs, tables: [], refused });
  });
});
