import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { prepareData } from '#src/data/prepare.ts';
import { columnKinds, guessedRoles, makeTable, type Role } from '#src/data/table/make-table.ts';
import { readTextTable } from '#src/data/table/read-text.ts';
import { defaultExperiment } from '#src/experiment/defaults.ts';
import { parseExperiment } from '#src/experiment/experiment.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { readTable } from '#src/experiment/table.ts';
import { withTable } from '#src/experiment/with-table.ts';

function read(text: string) {
  const table = readTextTable(text);
  if (!table.ok) throw new Error(table.error);
  return table.value;
}

function made(text: string, roles?: readonly Role[]) {
  const table = read(text);
  const result = makeTable(table, roles ?? guessedRoles(columnKinds(table)));
  if (!result.ok) throw new Error(result.error);
  return result.value;
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
    expect(read(text)).toEqual({
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
      error: 'row 2 has 1 cells, the first row has 2',
    });
    expect(readTextTable('').ok).toBe(false);
    expect(readTextTable('1'.repeat(4_000_001)).ok).toBe(false);
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
          const result = makeTable(table.value, guessedRoles(columnKinds(table.value)));
          if (result.ok) expect(readTable(result.value.text).ok).toBe(true);
        },
      ),
      { numRuns: 500, seed: 3 },
    );
  });
});

describe('makes a table of it', () => {
  test('decimal commas, missing values, texts by value and classes', () => {
    const text = 'h;sex;kind\n1,5;m;cat\n2,5;f;dog\nNA;m;cat\n3,5;f;cat';
    const { notes, inputCount, ...rest } = made(text);
    expect({ notes, inputCount }).toEqual({
      notes: ['rows left out for a missing value: 1'],
      inputCount: 3,
    });
    const table = readTable(rest.text);
    const columns = table.ok ? table.value.columns : [];
    expect(columns.map(({ name, labels, values }) => [name, labels, [...values]])).toEqual([
      ['h', null, [1.5, 2.5, 3.5]],
      ['sex: m', null, [1, 0, 0]],
      ['sex: f', null, [0, 1, 1]],
      ['kind', ['cat', 'dog'], [0, 1, 0]],
    ]);
  });

  test('numbers of more digits than can be kept are rounded, and that is said', () => {
    const { notes, text } = made(`x,y\n${Math.PI},1e-30\n${Math.E},2`, ['answer', 'input']);
    expect(notes.join()).toContain('rounded');
    expect(readTable(text).ok).toBe(true);
  });

  test.each([
    ['x,y\n1,a\n2,b\n3,c', ['input', 'answer'], /column y: “a” is not a number/],
    ['x,y\n1,1\n2,2', ['out', 'answer'], /at least one input/],
    ['x,y\n1,1\n2,2', ['input', 'input'], /what is to be answered/],
    ['x,y\n1,1\n2,1', ['input', 'class'], /1 different values/],
  ] as const)('%j as %j is refused', (text, roles, message) => {
    const result = makeTable(read(text), roles);
    expect(result.ok || result.error).toMatch(message);
  });
});

describe('an experiment with a table', () => {
  const rows = Array.from({ length: 40 }, (_, i) => `${i},${i % 3},${i * i},${-i}`).join('\n');
  const of = (text: string, roles?: readonly Role[], before: Experiment = defaultExperiment) => {
    const { text: packed, inputCount } = made(text, roles);
    return withTable(before, packed, inputCount);
  };

  test('splits its rows by the seed: none is in both sets, a quarter is held out', async () => {
    const experiment = of(rows, ['input', 'input', 'answer', 'answer']);
    expect(parseExperiment(experiment)).toEqual({ ok: true, value: experiment });
    const [data, other] = [
      await prepareData(experiment),
      await prepareData({ ...experiment, seed: 1 }),
    ];
    if (!data.ok || !other.ok) throw new Error('no data');
    const first = (x: Float64Array) => Array.from(x.filter((_, i) => i % 2 === 0));
    const { train, heldOut, task, axes, probeTruth, fresh } = data.value;
    expect([train.points.rows, heldOut.points.rows]).toEqual([30, 10]);
    expect(new Set([...first(train.points.x), ...first(heldOut.points.x)]).size).toBe(40);
    expect(first(other.value.train.points.x)).not.toEqual(first(train.points.x));
    expect(task.answer).toEqual({ kind: 'numbers', names: ['column 3', 'column 4'] });
    expect(axes.map(({ range }) => range)).toEqual([
      [0, 39],
      [0, 2],
    ]);
    expect([probeTruth(), fresh]).toEqual([null, null]);
  });

  test('of a handful of rows holds none out', async () => {
    const xor = of('a,b,xor\n0,0,no\n0,1,yes\n1,0,yes\n1,1,no');
    expect(xor).toMatchObject({
      target: 'table_classes',
      trainCount: 4,
      heldOutFrom: 'train',
      loss: 'cross_entropy',
    });
    const data = await prepareData(xor);
    expect(data.ok && data.value.heldOut.points).toEqual(data.ok && data.value.train.points);
  });

  test('without one, or with one of another kind, cannot run', () => {
    const fields = (e: Experiment) => {
      const parsed = parseExperiment(e);
      return parsed.ok ? [] : parsed.error.map(({ field }) => field);
    };
    const table = of(rows);
    expect(fields({ ...table, table: '' })).toEqual(['table']);
    expect(fields({ ...table, target: 'table_classes', loss: 'mse' })).toEqual(['target']);
    expect(fields({ ...table, heldOutCount: 11 })).toEqual(['heldOutCount']);
    expect(fields({ ...table, phases: [{ order: 'fresh', epochs: null }] })).toEqual(['phases']);
  });
});
