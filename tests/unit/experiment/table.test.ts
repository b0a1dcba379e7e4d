import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  hashText,
  packTable,
  readTable,
  referenceText,
  referredHash,
  unpackTable,
} from '#src/experiment/table.ts';
import { type Column, type Table, tableBytes, tableOfBytes } from '#src/experiment/table-bytes.ts';

const names = fc
  .string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
  .filter((s) => s.length <= 40);

/** Every so many values are missing, of columns that have any. */
function withGaps(column: Column, every: number | null): Column {
  const values = column.values.map((value, i) => (every && i % every === 0 ? Number.NaN : value));
  return every ? { ...column, values, gaps: true } : column;
}

/** Columns of one kind of number each, some with gaps, the last of classes now and then. */
const tables: fc.Arbitrary<Table> = fc
  .record({
    rows: fc.integer({ min: 1, max: 60 }),
    count: fc.integer({ min: 1, max: 5 }),
    labels: fc.option(fc.uniqueArray(names, { minLength: 2, maxLength: 10 })),
  })
  .chain(({ rows, count, labels }) => {
    const column = fc.record({
      name: names,
      labels: fc.constant(null),
      values: fc
        .constantFrom([1, 4e15], [1, 9], [100, 1e9], [1e6, 1e6])
        .chain(([divisor, most]) =>
          fc.array(
            fc.integer({ min: -most, max: most }).map((value) => value / divisor + 0),
            { minLength: rows, maxLength: rows },
          ),
        )
        .map((values) => Float64Array.from(values)),
    });
    const last = fc.record({
      name: names,
      labels: fc.constant(labels),
      values: fc
        .array(fc.integer({ min: 0, max: (labels?.length ?? 2) - 1 }), {
          minLength: rows,
          maxLength: rows,
        })
        .map((values) => Float64Array.from(values)),
    });
    return fc
      .tuple(
        fc.array(column, { minLength: count, maxLength: count }),
        last,
        fc.constantFrom(null, 2, 7),
      )
      .map(([columns, answer, every]) => ({
        columns: [...columns.map((one, i) => withGaps(one, i === 0 ? every : null)), answer],
        rows,
      }));
  });

test('300 random tables come back bit for bit, and as the same text', () => {
  fc.assert(
    fc.property(tables, (table) => {
      const packed = packTable(table);
      if (!packed.ok) throw new Error(packed.error);
      const read = unpackTable(packed.value);
      expect(read).toEqual({ ok: true, value: table });
      expect(read.ok && packTable(read.value)).toEqual(packed);
    }),
    { numRuns: 300, seed: 1 },
  );
});

test('500 damaged tables are refused or read: nothing throws, hangs or grows', () => {
  const damage = fc.tuple(
    tables,
    fc.array(fc.tuple(fc.nat(), fc.string({ maxLength: 3 })), { minLength: 1, maxLength: 4 }),
  );
  fc.assert(
    fc.property(damage, ([table, changes]) => {
      const packed = packTable(table);
      if (!packed.ok) return;
      let text = packed.value;
      for (const [at, what] of changes) {
        const place = at % (text.length + 1);
        text = text.slice(0, place) + what + text.slice(place + what.length);
      }
      const read = unpackTable(text);
      if (read.ok) expect(read.value.rows).toBeLessThan(100_001);
    }),
    { numRuns: 500, seed: 2 },
  );
});

test('clicked points take their bits alone', () => {
  const values = (count: number) =>
    Float64Array.from({ length: 200 }, (_, i) => ((i * 37) % count) / 100);
  const classes = Float64Array.from({ length: 200 }, (_, i) => i % 3);
  const packed = packTable({
    rows: 200,
    columns: [
      { name: 'x0', labels: null, values: values(100) },
      { name: 'x1', labels: null, values: values(99) },
      { name: 'class', labels: ['a', 'b', 'c'], values: classes },
    ],
  });
  expect(packed.ok && packed.value.length).toBeLessThan(700);
});

test('a large table is named by its hash, with what rules must know of it', async () => {
  const values = Float64Array.from({ length: 30_000 }, (_, i) => (i % 9973) / 100);
  const x: Column = { name: 'x', labels: null, values: values.with(5, Number.NaN), gaps: true };
  const kind: Column = { name: 'kind', labels: ['a', 'b'], values: values.map((_, i) => i % 2) };
  const table: Table = { columns: [x, kind], rows: values.length };
  const bytes = tableBytes(table);
  if (!bytes.ok) throw new Error(bytes.error);
  expect(tableOfBytes(bytes.value)).toEqual({ ok: true, value: table });
  const hash = hashText(await crypto.subtle.digest('SHA-256', bytes.value));
  const text = referenceText(table, hash);
  expect(text.length).toBeLessThan(100);
  expect(referredHash(text)).toBe(hash);
  expect(readTable(text)).toEqual({
    ok: true,
    value: {
      rows: 30_000,
      columns: [
        { name: 'x', labels: null, gaps: true },
        { name: 'kind', labels: ['a', 'b'] },
      ],
    },
  });
  for (const damaged of [text.slice(0, -3), text.replace(':30000:', ':100001:')])
    expect(readTable(damaged).ok).toBe(false);
});

test('what a link cannot hold is refused with a word', () => {
  const values = Float64Array.from({ length: 20_000 }, (_, i) => Math.sin(i));
  const column = { name: 'x', labels: null, values };
  const packed = packTable({ rows: 20_000, columns: [column, column] });
  expect(packed.ok || packed.error).toMatch(/digits|characters/);
  for (const text of ['', 'a', '!', 'A'.repeat(40), 'A'.repeat(40_000)])
    expect(readTable(text).ok).toBe(false);
});
