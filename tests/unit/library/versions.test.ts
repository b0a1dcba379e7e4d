import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { defaultExperiment } from '#src/experiment/defaults.ts';
import { nextTask } from '#src/lib/next-task.ts';
import { readArchive } from '#src/library/archive.ts';
import { RunDatabase } from '#src/library/database.ts';
import { memoryStore, type StoreName } from '#src/library/document-store.ts';
import {
  type Document,
  type DocumentKind,
  type DocumentVersion,
  makeUpgrade,
  type Upgrade,
} from '#src/library/documents/version.ts';
import {
  type DocumentVersions,
  documentVersions,
  latestVersion,
} from '#src/library/documents/versions.ts';
import { fromExperimentFile } from '#src/share/experiment-file.ts';
import { fromHash } from '#src/share/link-codec.ts';
import { type KeptDatabase, revived } from '../../support/kept-database.ts';
import { tableOf } from '../../support/record-tables.ts';
import { storedRun } from '../../support/stored-runs.ts';

async function* piece(text: string): AsyncGenerator<string> {
  yield text;
}

/** A store that holds documents as they are. */
async function storeOf(documents: Partial<Record<StoreName, readonly Document[]>>) {
  const store = memoryStore();
  for (const name of ['runs', 'curves', 'batches'] as const)
    await store.put((documents[name] ?? []).map((document) => [name, document]));
  return store;
}

describe('a version that renames, adds and removes', () => {
  const { net, engine: _, ...otherKeys } = latestVersion().linkKeys;
  const before: DocumentVersion = {
    number: 1,
    linkKeys: {
      ...otherKeys,
      hidden: ['hiddenLayers', 'layers', net?.[2] ?? ''],
      wobble: ['wobble', 'number', '7'],
    },
    upgrade: makeUpgrade({
      experiment: ({ hiddenLayers, wobble: _wobble, ...rest }) => ({
        ...rest,
        layers: hiddenLayers,
        engine: 'any',
      }),
      run: ({ label, ...rest }) => ({ ...rest, name: label }),
      curve: ({ table, ...rest }) => ({ ...rest, records: table }),
      batch: ({ done, ...rest }) => ({ ...rest, settled: done }),
      claim: ({ losses, ...rest }) => ({ losses, ...rest, measure: 'heldOutLoss' }),
      entry: ({ content, arrays }) => ({ run: content, curve: arrays }),
    }),
  };
  const versions: DocumentVersions = [before, { ...latestVersion(), number: 2 }];

  const layers = [{ units: 4, activation: 'tanh', dropout: 0 }] as const;
  const today = { ...defaultExperiment, layers, epochs: 7 };
  const then = () => {
    const { layers: hiddenLayers, engine: _engine, ...rest } = today;
    return { ...rest, hiddenLayers, wobble: 3 };
  };
  const { run, curve } = storedRun('a', [{}], { name: 'mine', experiment: today });
  const { name: label, ...unnamed } = run;
  const keptRun = { ...unnamed, label, experiment: then() };
  const keptCurve = { id: 'a', table: curve.records, parameters: curve.parameters };

  it('is read from links', () => {
    const { experiment, problems } = fromHash('v=1&hidden=4:tanh&epochs=7&wobble=3', versions);
    expect([experiment, problems]).toEqual([today, []]);
    expect(fromHash('v=1&epochs=7', versions).experiment).toEqual({
      ...today,
      layers: defaultExperiment.layers,
    });
    expect(fromHash('v=2&net=4:tanh&epochs=7', versions).experiment).toEqual(today);
    for (const [text, field] of [
      ['v=1&net=4:tanh', 'net'],
      ['v=2&hidden=4:tanh', 'hidden'],
      ['v=2&wobble=1', 'wobble'],
    ] as const)
      expect(fromHash(text, versions).problems).toMatchObject([{ field }]);
  });

  it('is read from claims', () => {
    const claim = 'claim=0,testLoss,0.5,7,wasm';
    expect(fromHash(`v=1&${claim}`, versions).claim).toEqual({
      losses: [{ seed: 0, loss: 0.5 }],
      measure: 'heldOutLoss',
      epoch: 7,
      engine: 'wasm',
    });
    expect(fromHash(`v=2&${claim}`, versions).problems).toMatchObject([{ field: 'claim' }]);
  });

  it('is read from experiment files, of which what is missing means what it meant then', () => {
    const file = (experiment: Document) =>
      fromExperimentFile(JSON.stringify({ fitscope: 1, experiment }), versions);
    expect(file(then())).toEqual({ ok: true, value: { experiment: today, problems: [] } });
    const { hiddenLayers: _layers, ...incomplete } = then();
    expect(file({ ...incomplete, layers: [] })).toMatchObject({
      value: {
        experiment: { ...today, layers: defaultExperiment.layers },
        problems: [{ field: 'layers' }, { field: 'hiddenLayers' }],
      },
    });
  });

  it('is read from archives', async () => {
    const arrays = {
      ...keptCurve,
      table: {
        length: 1,
        columns: { epoch: { float64: 'AAAAAAAA8D8=' }, step: { float64: 'AAAAAAAAJEA=' } },
      },
      parameters: { float32: 'AACAPw==' },
    };
    const text = JSON.stringify({ fitscopeRuns: 1, runs: [{ content: keptRun, arrays }] });
    const archive = await readArchive(piece(text), undefined, versions);
    expect(archive).toEqual({
      ok: true,
      value: { runs: [{ run, curve }], tables: [], refused: [] },
    });
  });

  it('is read from the database', async () => {
    const group = { name: 'g', at: [] };
    const batch = { id: 'b', createdAt: 1, title: 't', seeds: [1], axes: [], lockStep: false };
    const store = await storeOf({
      runs: [keptRun],
      curves: [keptCurve],
      batches: [
        { id: 'b', done: true, batch: { ...batch, groups: [{ ...group, experiment: then() }] } },
      ],
    });
    const database = new RunDatabase(store, versions);
    expect(await database.runs()).toEqual({ read: [run], unreadable: [] });
    expect(await database.curve('a')).toEqual(curve);
    expect(await database.batches()).toEqual({
      read: [
        { id: 'b', settled: true, batch: { ...batch, groups: [{ ...group, experiment: today }] } },
      ],
      unreadable: [],
    });
  });
});

describe('what cannot be read', () => {
  const newer = documentVersions.length + 1;
  const good = storedRun('good', [{}], { createdAt: 2 });
  const strange = {
    schema: newer,
    id: 'strange',
    createdAt: 1,
    name: 'From tomorrow',
    experiment: { target: 'hyperspiral' },
  };
  const damaged = [
    { id: 'bare' },
    { ...good.run, id: 'lost', experiment: null },
    { ...good.run, id: 'target', experiment: { ...defaultExperiment, target: 'hyperspiral' } },
  ];

  it('stays as it is, is listed, and costs no other run', async () => {
    const store = await storeOf({
      runs: [strange, ...damaged, { ...good.run }],
      batches: [{ id: 'b', batch: { title: 'Seeds', createdAt: 3, groups: [{}] } }],
    });
    const database = new RunDatabase(store);
    const { read, unreadable } = await database.runs();
    expect(read).toEqual([good.run]);
    expect(unreadable).toMatchObject([
      {
        id: 'strange',
        name: 'From tomorrow',
        createdAt: 1,
        reason: expect.stringContaining('newer'),
      },
      { id: 'bare', name: null, createdAt: null },
      { id: 'lost', createdAt: 2 },
      { id: 'target', reason: expect.stringContaining('hyperspiral') },
    ]);
    expect(await database.batches()).toMatchObject({
      read: [],
      unreadable: [{ kind: 'batch', name: 'Seeds', createdAt: 3 }],
    });
    await database.label('strange', { name: 'mine' });
    expect(await database.documents('strange')).toEqual({ run: strange, curve: undefined });
  });

  it('is no curve', async () => {
    const store = await storeOf({
      curves: [
        { ...good.curve, records: new Float64Array(7) },
        { ...good.curve, id: 'b', schema: newer },
      ],
    });
    const database = new RunDatabase(store);
    expect(await database.curve('good')).toBeUndefined();
    expect(await database.curve('b')).toBeUndefined();
  });

  it.each([
    [[1, 2, 5, 9], true],
    [[2, 3], false],
    [[1, 1], false],
    [[1, 1.5], false],
    [[1, 1_000_001], false],
  ])('is a curve of the epochs that stayed, in order: %j', async (epochs, isCurve) => {
    const records = tableOf(epochs.map((epoch) => ({ epoch, step: 10 * epoch })));
    const store = await storeOf({ curves: [{ ...good.curve, records }] });
    const curve = await new RunDatabase(store).curve('good');
    expect(curve?.records.length ?? null).toBe(isCurve ? epochs.length : null);
  });
});

test('a long list is read in pieces: whoever waits for a task is heard meanwhile', async () => {
  const runs = Array.from({ length: 60 }, (_, i) => ({ id: String(i) }));
  const database = new RunDatabase(await storeOf({ runs }));
  let isRead = false;
  const reading = database.runs().finally(() => (isRead = true));
  await nextTask();
  expect(isRead).toBe(false);
  expect((await reading).unreadable).toHaveLength(60);
});

describe('every version', () => {
  const folder = 'tests/fixtures';
  const read = (path: string) => readFileSync(`${folder}/${path}`, 'utf8');

  test('has the number of its place, and none but the latest is without an upgrade', () => {
    documentVersions.forEach(({ number, upgrade }, i) => {
      expect(number).toBe(i + 1);
      expect(upgrade === null).toBe(i === documentVersions.length - 1);
    });
  });

  test('has what it wrote kept as a fixture, and each of its upgrades is needed to read that', async () => {
    for (const { number } of documentVersions.slice(0, -1)) {
      const used = new Set<string>();
      const versions = documentVersions.map((version) => ({
        ...version,
        upgrade: version.upgrade && noting(version.upgrade, version.number, used),
      })) as unknown as DocumentVersions;
      expect(existsSync(`${folder}/links/v${number}.txt`)).toBe(true);

      const claims: { link: string }[] = JSON.parse(read(`kept/v${number}/claims.json`));
      for (const { link } of claims) expect(fromHash(link, versions).problems).toEqual([]);
      const file = fromExperimentFile(read(`kept/v${number}/experiment.json`), versions);
      expect(file).toMatchObject({ ok: true, value: { problems: [] } });
      const archive = await readArchive(
        piece(read(`kept/v${number}/archive.json`)),
        undefined,
        versions,
      );
      expect(archive).toMatchObject({ ok: true, value: { refused: [] } });
      const { stores } = JSON.parse(read(`kept/v${number}/database.json`)) as KeptDatabase;
      const database = new RunDatabase(
        await storeOf(revived(stores) as Record<StoreName, Document[]>),
        versions,
      );
      const { read: runs, unreadable } = await database.runs();
      expect(unreadable).toEqual([]);
      for (const { id, figures } of runs)
        expect((await database.curve(id))?.records.length, id).toBe(figures.epochs);
      expect(await database.batches()).toMatchObject({ unreadable: [] });

      const kinds: DocumentKind[] = ['experiment', 'run', 'curve', 'batch', 'claim', 'entry'];
      expect([...used].filter((name) => name.startsWith(`${number} `)).toSorted()).toEqual(
        kinds.map((kind) => `${number} ${kind}`).toSorted(),
      );
    }
  });
});

/** An upgrade that notes which of its parts have been used. */
function noting(upgrade: Upgrade, number: number, used: Set<string>): Upgrade {
  const parts = Object.entries(upgrade).map(([kind, change]) => [
    kind,
    (document: Document) => {
      used.add(`${number} ${kind}`);
      return change(document);
    },
  ]);
  return Object.fromEntries(parts) as Upgrade;
}
