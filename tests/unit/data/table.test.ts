import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { prepareData } from '#src/data/prepare.ts';
import { defaultProbe } from '#src/data/probe.ts';
import { columnKinds, guessedRoles, type Role } from '#src/data/table/column-kinds.ts';
import { findTablesBy } from '#src/data/table/load-table.ts';
import { type Choices, choicesOf, makeTable, textOf } from '#src/data/table/make-table.ts';
import { matchedTable, tableCsv } from '#src/data/table/match-table.ts';
import { readTextTable } from '#src/data/table/read-text.ts';
import { defaultExperiment } from '#src/experiment/defaults.ts';
import { parseExperiment } from '#src/experiment/experiment.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { type Table, tableOfBytes } from '#src/experiment/table-bytes.ts';
import { withTable } from '#src/experiment/with-table.ts';

function read(text: string) {
  const table = readTextTable(text);
  if (!table.ok) throw new Error(table.error);
  return table.value;
}

function made(text: string, choices: Partial<Choices> = {}) {
  const table = read(text);
  const usual = choicesOf(guessedRoles(columnKinds(table)));
  const result = makeTable(table, { ...usual, ...choices });
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

/** Name, labels and values of each column. */
function contents({ columns }: Table) {
  return columns.map(({ name, labels, values }) => [name, labels, [...values]]);
}

describe('reads tables as people have them', () => {
  test.each([
    ['commas and names', 'a,b\n1,2\n3,4'],
    ['Windows line ends and a mark of order', '\uFEFFa,b\r\n1,2\r\n3,4\r\n'],
    ['tabs of a sheet', 'a\tb\n1\t2\n3\t4'],
    ['semicolons', 'a;b\n1;2\n3;4'],
    ['blanks', 'a  b\n 1 2\n 3  4'],
    ['quotes', '"a","b"\n"1",2\n3,"4"'],
  ])('%s', (_, text) => {
    expect(read(text)).toMatchObject({
      names: ['a', 'b'],
      rows: [
        ['1', '2'],
        ['3', '4'],
      ],
    });
  });

  test.each([
    '[[1, 2], [3, 4]]',
    '[[1 2]\n [3 4]]',
    'array([[1., 2.],\n       [3., 4.]])',
    '[(1, 2), (3, 4)]',
    'tensor([[1., 2.],\n        [3., 4.]], dtype=torch.float64)',
    'Array([[1., 2.], [3., 4.]], dtype=float32)',
  ])('%s', (text) => {
    const { names, rows } = read(text);
    expect(names).toEqual(['column 1', 'column 2']);
    expect(rows.map((row) => row.map(Number))).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  test('cells with commas, line ends and quotes in quotes', () => {
    expect(read('n,t\n1,"a, ""b""\nc"').rows).toEqual([['1', 'a, "b"\nc']]);
  });

  test('refuses rows of other lengths by their number, and what is too long', () => {
    expect(readTextTable('1,2\n3\n4,5')).toEqual({
      ok: false,
      error: 'row 2 has 1 cell, the first row has 2',
    });
    expect(readTextTable('').ok).toBe(false);
    expect(readTextTable('1'.repeat(24_000_001)).ok).toBe(false);
  });

  test('500 texts of all kinds: nothing throws', () => {
    const pieces = fc.constantFrom(
      '1',
      '2.5',
      ',',
      ';',
      '\t',
      '\n',
      '"',
      '[',
      ']',
      '(',
      'a',
      ' ',
      'NA',
      '-',
      '\r',
      '=cmd()',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(pieces).map((list) => list.join('')),
          fc.string(),
        ),
        (text) => {
          const table = readTextTable(text);
          if (!table.ok) return;
          const roles = guessedRoles(columnKinds(table.value));
          const result = makeTable(table.value, choicesOf(roles));
          if (result.ok) expect(tableOfBytes(result.value.bytes).ok).toBe(true);
        },
      ),
      { numRuns: 500, seed: 3 },
    );
  });
});

describe('makes a table of it', () => {
  const text = 'h;sex;kind\n1,5;m;cat\n2,5;f;dog\nNA;m;cat\n3,5;;cat\n4,5;f;';

  test('decimal commas, missing values, texts by value and classes', () => {
    const { notes, inputCount, table } = made(text);
    expect({ notes, inputCount }).toEqual({
      notes: ['rows left out for a missing value: 3'],
      inputCount: 3,
    });
    expect(contents(table)).toEqual([
      ['h', null, [1.5, 2.5]],
      ['sex: m', null, [1, 0]],
      ['sex: f', null, [0, 1]],
      ['kind', ['cat', 'dog'], [0, 1]],
    ]);
  });

  test('missing inputs stay open, or are told by an input of their own', () => {
    const { table, inputCount } = made(text, { missing: 'indicator' });
    expect(inputCount).toBe(5);
    expect(contents(table)).toEqual([
      ['h', null, [1.5, 2.5, Number.NaN, 3.5]],
      ['h missing', null, [0, 0, 1, 0]],
      ['sex: m', null, [1, 0, 1, 0]],
      ['sex: f', null, [0, 1, 0, 0]],
      ['sex: missing', null, [0, 0, 0, 1]],
      ['kind', ['cat', 'dog'], [0, 1, 0, 0]],
    ]);
    expect(made(text, { missing: 'mean' }).table.columns.map(({ name }) => name)).not.toContain(
      'h missing',
    );
  });

  test('numbers of more digits than can be kept are rounded, and that is said', () => {
    const { notes } = made(`x,y\n${Math.PI},1e-30\n${Math.E},2`, { roles: ['answer', 'input'] });
    expect(notes.join()).toContain('rounded');
  });

  test('more values than twenty are one input together', () => {
    const rows = Array.from({ length: 50 }, (_, i) => `t${Math.min(i, 24)},${i}`);
    const { table } = made(['t,y', ...rows].join('\n'), { roles: ['category', 'answer'] });
    expect(table.columns.map(({ name }) => name).slice(-3)).toEqual(['t: t24', 't: other', 'y']);
    expect(table.columns).toHaveLength(22);
  });

  test('rows are held out in their order or by a column, which then come last', () => {
    const text = 'set,x,y\nb,1,1\na,2,2\nb,3,3\na,4,4\na,5,5';
    const roles: readonly Role[] = ['out', 'input', 'answer'];
    const byColumn = made(text, { roles, heldOut: { by: 'column', column: 0, value: 'b' } });
    expect(byColumn.split).toEqual({ by: 'last', heldOut: 2 });
    expect(contents(byColumn.table)[0]).toEqual(['x', null, [2, 4, 5, 1, 3]]);
    const last = made(text, { roles, heldOut: { by: 'last', share: 0.4 } });
    expect(last.split).toEqual({ by: 'last', heldOut: 2 });
  });

  test('its CSV is the same table again', () => {
    const { table } = made(text, { missing: 'indicator' });
    const again = matchedTable(read([...tableCsv(table)].join('')), table);
    expect(again).toEqual({ ok: true, value: table });
    expect(matchedTable(read('h,kind\n1,cat'), table).ok).toBe(false);
  });

  test.each([
    ['x,y\n1,a\n2,b\n3,c', ['input', 'answer'], /column y, row 2: “a” is not a number/],
    ['x,y\n1,1\n2,2', ['out', 'answer'], /at least one input/],
    ['x,y\n1,1\n2,2', ['input', 'input'], /choose a target/],
    ['x,y\n1,1\n2,1', ['input', 'class'], /1 different values/],
  ] as const)('%j as %j is refused', (text, roles, message) => {
    const result = makeTable(read(text), choicesOf(roles));
    expect(result.ok || result.error).toMatch(message);
  });
});

describe('an experiment with a table', () => {
  const rows = Array.from({ length: 40 }, (_, i) => `${i},${i % 3},${i * i},${-i}`).join('\n');
  const of = async (text: string, choices: Partial<Choices> = {}) => {
    const table = made(text, choices);
    const { text: packed } = await textOf(table);
    return withTable(defaultExperiment, packed, table.inputCount, table.split, table.rowWeights);
  };

  test('splits its rows by the seed: none is in both sets, a quarter is held out', async () => {
    const experiment = await of(rows, { roles: ['input', 'input', 'answer', 'answer'] });
    expect(parseExperiment(experiment)).toEqual({ ok: true, value: experiment });
    const [data, other] = [
      await prepareData(experiment),
      await prepareData({ ...experiment, seed: 1 }),
    ];
    if (!data.ok || !other.ok) throw new Error('no data');
    const first = (x: Float64Array) => Array.from(x.filter((_, i) => i % 2 === 0));
    const { train, heldOut, task, axes, truthAt, fresh } = data.value;
    const probe = defaultProbe(axes, { inputs: 2, parameterCount: 1 });
    expect([train.points.rows, heldOut.points.rows]).toEqual([30, 10]);
    expect(new Set([...first(train.points.x), ...first(heldOut.points.x)]).size).toBe(40);
    expect(first(other.value.train.points.x)).not.toEqual(first(train.points.x));
    expect(task.answer).toEqual({ kind: 'numbers', names: ['column 3', 'column 4'] });
    expect(axes.map(({ range }) => range)).toEqual([
      [0, 39],
      [0, 2],
    ]);
    expect([truthAt(probe), fresh]).toEqual([null, null]);
  });

  test('of a handful of rows holds none out', async () => {
    const xor = await of('a,b,xor\n0,0,no\n0,1,yes\n1,0,yes\n1,1,no');
    expect(xor).toMatchObject({
      target: 'table_classes',
      trainCount: 4,
      heldOutFrom: 'train',
      loss: 'cross_entropy',
    });
    const data = await prepareData(xor);
    expect(data.ok && data.value.heldOut.points).toEqual(data.ok && data.value.train.points);
  });

  test('weighs its rows by a column, which is neither input nor answer', async () => {
    const text = 'w,x,kind\n1,1,a\n4,2,b\n0.5,3,a\n2,4,b';
    const roles = ['weight', 'input', 'class'] as const;
    const experiment = await of(text, { roles, heldOut: { by: 'last', share: 0.5 } });
    expect(experiment).toMatchObject({ target: 'table_classes', inputCount: 1, rowWeights: true });
    expect(parseExperiment(experiment)).toEqual({ ok: true, value: experiment });
    const data = await prepareData(experiment);
    if (!data.ok) throw new Error('no data');
    const { train, heldOut, axes, classes } = data.value;
    expect([axes.map(({ name }) => name), classes]).toEqual([['x'], 2]);
    expect([train, heldOut].map((set) => [...(set.data.weights ?? [])])).toEqual([
      [1, 4],
      [0.5, 2],
    ]);
    const balanced = await prepareData({
      ...experiment,
      classWeighting: 'given',
      classWeights: [10, 1],
    });
    expect(balanced.ok && [...(balanced.value.train.data.weights ?? [])]).toEqual([10, 4]);
  });

  test('is refused where a row counts nothing, wherever that is found', async () => {
    const roles = ['weight', 'input', 'answer'] as const;
    const nothing = makeTable(read('w,x,y\n1,2,2\n0,1,1\n1,3,3'), choicesOf(roles));
    expect(nothing.ok || nothing.error).toMatch(/column w holds row weights: row 3 /);
    const two = makeTable(read('w,v,x,y\n1,1,1,1\n1,1,2,2'), choicesOf(['weight', ...roles]));
    expect(two.ok || two.error).toMatch(/only one column/);
    const claimed = {
      ...(await of('x,y,w\n1,1,0\n2,2,1', { roles: ['input', 'answer', 'answer'] })),
    };
    const data = await prepareData({ ...claimed, rowWeights: true });
    expect(data.ok || data.error).toMatchObject([
      { field: 'table', message: expect.stringContaining('row 1 ') },
    ]);
  });

  test('holds none out where that is asked for', async () => {
    const experiment = await of(rows, { heldOut: { by: 'none' } });
    expect(experiment).toMatchObject({ trainCount: 40, heldOutFrom: 'none' });
    const data = await prepareData(experiment);
    expect(data.ok && data.value.heldOut.points.rows).toBe(0);
  });

  test('held out in its order, with the mean of the training rows where a value is missing', async () => {
    const data = await prepareData(
      await of('x,y\n1,1\n,2\n3,3\n100,4\n,5', {
        missing: 'mean',
        heldOut: { by: 'last', share: 0.4 },
      }),
    );
    if (!data.ok) throw new Error('no data');
    expect([...data.value.train.points.x]).toEqual([1, 2, 3]);
    expect([...data.value.heldOut.points.x]).toEqual([100, 2]);
  });

  test('that is kept elsewhere is found by its hash, and only that', async () => {
    const long = Array.from({ length: 9000 }, (_, i) => `${i},${(i * 7919) % 9000}.5`).join('\n');
    const experiment = await of(long);
    const { bytes } = made(long);
    expect(experiment.table).toMatch(/^sha256:/);
    expect(parseExperiment(experiment)).toEqual({ ok: true, value: experiment });
    const missing = await prepareData(experiment);
    expect(missing.ok || missing.error).toEqual([
      { field: 'table', message: 'its data are not here: open their file' },
    ]);
    findTablesBy(async () => bytes);
    const found = await prepareData(experiment);
    expect(found.ok && found.value.train.points.rows).toBe(6750);
    const other = await prepareData({ ...experiment, table: (await of(`a,b\n${long}`)).table });
    expect(other.ok || other.error[0]?.message).toMatch(/other columns/);
    findTablesBy(async () => null);
  });

  test('without one, or with one of another kind, cannot run', async () => {
    const fields = (e: Experiment) => {
      const parsed = parseExperiment(e);
      return parsed.ok ? [] : parsed.error.map(({ field }) => field);
    };
    const table = await of(rows);
    expect(fields({ ...table, table: '' })).toEqual(['table']);
    expect(fields({ ...table, target: 'table_classes', loss: 'mse' })).toEqual(['target']);
    expect(fields({ ...table, heldOutCount: 11 })).toEqual(['heldOutCount']);
    expect(fields({ ...table, phases: [{ order: 'fresh', epochs: null }] })).toEqual(['phases']);
  });
});
