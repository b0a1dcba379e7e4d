import { describe, expect, it } from 'vitest';
import {
  listedNumbers,
  numbersNotation,
  numberText,
  parseNumber,
  typedNumbers,
} from '#src/ui/number-text.ts';
import { parseRange, parseRanges } from '#src/ui/range-text.ts';
import { shortcutOf } from '#src/ui/shortcuts.ts';
import {
  positionOf,
  type SliderRange,
  sliderPositions,
  valueAt,
  valueMovedTo,
} from '#src/ui/slider-scale.ts';
import { formatCount, formatDuration, formatNumber } from '#words/base/numbers.ts';

describe('numbers as text', () => {
  it('reads what people type', () => {
    const cases = { '0.001': 0.001, '1e-3': 0.001, ' .5 ': 0.5, '5.': 5, '−2': -2, '+1E6': 1e6 };
    for (const [text, value] of Object.entries(cases))
      expect(parseNumber(text)).toEqual({ ok: true, value });
  });

  it('reads multiples of π', () => {
    const cases = { π: Math.PI, '2pi': 2 * Math.PI, '-π/2': -Math.PI / 2, '0.5*pi': Math.PI / 2 };
    for (const [text, value] of Object.entries(cases))
      expect(parseNumber(text)).toEqual({ ok: true, value });
    expect(parseRange('0 … 2π')).toEqual({ ok: true, value: [0, 2 * Math.PI] });
    for (const text of ['π2', 'pi/0', '2π3']) expect(parseNumber(text).ok).toBe(false);
  });

  it('refuses what is no decimal number', () => {
    for (const text of ['', ' ', 'abc', '1,5', '0x10', '1e', 'Infinity', 'NaN', '1 2'])
      expect(parseNumber(text).ok).toBe(false);
  });

  it('writes numbers so that they are read back unchanged', () => {
    for (const value of [0, 1, -0.5, 0.001, 1e-8, 2e-5, 123456, 1e7, 4294967295, 1.5e300])
      expect(parseNumber(numberText(value))).toEqual({ ok: true, value });
    expect(numberText(1e-8)).toBe('1e-8');
  });

  it('reads what the page writes for its readers', () => {
    for (const value of [0, -1234.5, 100_000, 999_999, 1e6, -2e-8])
      expect(parseNumber(formatNumber(value, 7))).toEqual({ ok: true, value });
    expect(parseNumber(` ${formatCount(1_234_567)}\u00a0`)).toEqual({ ok: true, value: 1_234_567 });
    expect(parseNumber('10\u00a0000')).toEqual({ ok: true, value: 10_000 });
  });

  it('reads ranges in the ways they are written', () => {
    for (const text of ['0 … 1', '0..1', '0...1', '0, 1', '0 to 1', ' 0;1 '])
      expect(parseRange(text)).toEqual({ ok: true, value: [0, 1] });
    expect(parseRange('-1.5..-0.5')).toEqual({ ok: true, value: [-1.5, -0.5] });
    expect(parseRange('')).toEqual({ ok: true, value: null });
    for (const text of ['1', '1..2..3', 'a..b']) expect(parseRange(text).ok).toBe(false);
  });
});

describe('decimal commas', () => {
  const comma = typedNumbers(',');

  it('where the decimal mark is a point, a comma is asked about and never taken for something else', () => {
    expect(parseNumber('0,5')).toEqual({
      ok: false,
      error: 'write “0,5” with a decimal point: 0.5',
    });
    expect(parseRange('0,5 … 1,5').ok).toBe(false);
    expect(listedNumbers('0.1,0.2, 0.3')).toEqual(['0.1', '0.2', '0.3']);
    for (const list of ['0,1; 0,2', '0,1 0,2', '0,1;\n0,2'])
      expect(listedNumbers(list)).toEqual(['0,1', '0,2']);
    expect(numbersNotation.read('0,5; 2').ok).toBe(false);
    expect(numbersNotation.read('0.5, 2; 3')).toEqual({ ok: true, value: [0.5, 2, 3] });
  });

  it('where it is a comma, both are read and a comma is written', () => {
    for (const text of ['0,5', '0.5', ' ,5 '])
      expect(comma.parse(text)).toEqual({ ok: true, value: 0.5 });
    expect(comma.parse('1,5π')).toEqual({ ok: true, value: 1.5 * Math.PI });
    for (const text of ['1.000,5', '1,000.5', '1,2,3']) expect(comma.parse(text).ok).toBe(false);
    for (const value of [0.5, -1.25, 1e-8, 12_345_678.5])
      expect(comma.parse(comma.write(value))).toEqual({ ok: true, value });
    expect(comma.list('0,1; 0,2, 3 4')).toEqual(['0,1', '0,2', '3', '4']);
    for (const text of ['0,5 … 1,5', '0,5..1,5', '0,5, 1,5', '0,5;1,5'])
      expect(comma.ends(text)).toEqual(['0,5', '1,5']);
  });
});

it('reads intervals of several inputs', () => {
  const twoRanges = [
    [-5, 5],
    [0, 2 * Math.PI],
  ];
  for (const text of ['-5..5; 0..2π', 'x0 = -5 to 5; x1 = 0 … 2pi'])
    expect(parseRanges(text)).toEqual({ ok: true, value: twoRanges });
  expect(parseRanges(' ')).toEqual({ ok: true, value: [] });
  for (const text of ['0..1;', ';0..1', '0..1; x']) expect(parseRanges(text).ok).toBe(false);
});

describe('the slider’s scale', () => {
  const ranges: readonly SliderRange[] = [
    { min: 1e-7, max: 100, integer: false, scale: 'log' },
    { min: 1, max: 100_000, integer: true, scale: 'log' },
    { min: 0, max: 10, integer: false, scale: 'log' },
    { min: 0, max: 100_000, integer: true, scale: 'log' },
    { min: 0, max: 0.9999, integer: false, scale: 'linear' },
    { min: 1, max: 12, integer: true, scale: 'linear' },
  ];

  it('stays within the range, reaches both ends and never falls', () => {
    for (const range of ranges) {
      const values = Array.from({ length: sliderPositions + 1 }, (_, i) => valueAt(i, range));
      expect(values[0]).toBe(range.min);
      expect(values.at(-1)).toBe(range.max);
      for (const [i, value] of values.entries()) {
        expect(value).toBeGreaterThanOrEqual(values[i - 1] ?? range.min);
        expect(value).toBeLessThanOrEqual(range.max);
        if (range.integer) expect(Number.isInteger(value)).toBe(true);
      }
    }
  });

  it('moves with every step of the keyboard, in both directions', () => {
    for (const range of [...ranges, { min: 1, max: 1000, integer: false, scale: 'log' as const }])
      for (const direction of [1, -1]) {
        let value = direction > 0 ? range.min : range.max;
        const last = direction > 0 ? range.max : range.min;
        for (let i = 0; i < 1000 && value !== last; i++) {
          const next = valueMovedTo(positionOf(value, range) + direction, value, range);
          expect(Math.sign(next - value)).toBe(direction);
          value = next;
        }
        expect(value).toBe(last);
      }
  });

  it('stands where its value is', () => {
    for (const range of ranges)
      for (const position of [0, 40, 100, 160, sliderPositions]) {
        const value = valueAt(position, range);
        expect(valueAt(Math.round(positionOf(value, range)), range)).toBeCloseTo(value, 10);
      }
  });

  it('keeps 0 apart from the smallest positive value of a logarithmic range', () => {
    const range: SliderRange = { min: 0, max: 10, integer: false, scale: 'log' };
    expect(positionOf(0, range)).toBe(0);
    expect(positionOf(1e-12, range)).toBe(1);
  });
});

describe('durations', () => {
  it('are as exact as a reader needs', () => {
    expect([0, 0.0312, 0.25, 4, 12.4, 65, 3599, 4200].map(formatDuration)).toEqual([
      '0 s',
      '0.03 s',
      '0.3 s',
      '4 s',
      '12 s',
      '1:05 min',
      '59:59 min',
      '1 h 10 min',
    ]);
  });
});

describe('shortcuts', () => {
  const press = (
    key: string,
    held: Partial<Record<'ctrl' | 'meta' | 'shift' | 'alt', true>> = {},
  ) =>
    shortcutOf({
      key,
      ctrlKey: held.ctrl ?? false,
      metaKey: held.meta ?? false,
      shiftKey: held.shift ?? false,
      altKey: held.alt ?? false,
    });

  it('are named the same with Ctrl and Command, and "?" without its Shift', () => {
    expect(press(' ')).toBe('space');
    expect(press('ArrowRight', { shift: true })).toBe('shift+arrowright');
    expect(press('z', { ctrl: true })).toBe('mod+z');
    expect(press('Z', { meta: true, shift: true })).toBe('mod+shift+z');
    expect(press('?', { shift: true })).toBe('?');
    expect(press('n', { alt: true })).toBe('alt+n');
  });
});
