import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArrayItems } from '#src/lib/array-items.ts';
import { fromJsonValue, toJsonValue } from '#src/lib/json-numbers.ts';

describe('numbers in JSON', () => {
  it('come back bit for bit, in arrays and alone', () => {
    const value = fc.letrec((tie) => ({
      plain: fc.oneof(
        { depthSize: 'small' },
        fc.double().map((number) => number + 0), // JSON has no −0
        fc.string(),
        fc.float32Array(),
        fc.float64Array(),
        fc.constantFrom(null, true),
        fc.array(tie('plain')),
        fc.dictionary(fc.constantFrom('a', 'b', 'float'), tie('plain')),
      ),
    })).plain;
    fc.assert(
      fc.property(value, (data) => {
        const text = JSON.stringify(toJsonValue(data));
        expect(fromJsonValue(JSON.parse(text))).toEqual(data);
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it('are the base64 of little-endian bytes', () => {
    expect(toJsonValue({ a: Float32Array.of(1, -2) })).toEqual({ a: { float32: 'AACAPwAAAMA=' } });
    expect(toJsonValue([NaN, -Infinity])).toEqual([{ number: 'NaN' }, { number: '-Infinity' }]);
  });

  it('that are damaged become null', () => {
    for (const base64 of ['AAA', '%', 'AACAPwA='])
      expect(fromJsonValue({ a: { float32: base64 } })).toEqual({ a: null });
  });
});

describe('items of arrays', () => {
  it('are those that JSON has, however the text is cut', () => {
    const file = fc.record({
      name: fc.string(),
      list: fc.array(fc.oneof(fc.jsonValue(), fc.constant('",]}[{\\'))),
      rest: fc.dictionary(
        fc.string(),
        fc.jsonValue().filter((v) => !Array.isArray(v)),
      ),
    });
    fc.assert(
      fc.property(file, fc.integer({ min: 1, max: 50 }), fc.boolean(), (data, size, isSpaced) => {
        const text = JSON.stringify(data, null, isSpaced ? 1 : 0);
        const items = new ArrayItems(10_000);
        const found: unknown[] = [];
        for (let from = 0; from < text.length; from += size)
          for (const item of items.take(text.slice(from, from + size)))
            found.push(JSON.parse(item));
        const read = JSON.parse(text) as typeof data;
        expect(found).toEqual(read.list);
        expect(JSON.parse(items.outside)).toEqual({ ...read, list: [] });
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it('may not be longer than is said', () => {
    const items = new ArrayItems(10);
    expect(() => [...items.take('{"a":["0123456789')]).toThrow(RangeError);
  });
});
