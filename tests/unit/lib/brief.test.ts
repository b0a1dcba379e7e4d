import { describe, expect, it } from 'vitest';
import { brief } from '#src/lib/brief.ts';

describe('what a stranger wrote', () => {
  it('is repeated only so far', () => {
    expect(brief('spirals')).toBe('spirals');
    expect(brief(0.5)).toBe('0.5');
    expect(brief(undefined)).toBe('undefined');
    expect(brief('a'.repeat(41))).toBe(`${'a'.repeat(40)}…`);
    expect(brief('12345', 4)).toBe('1234…');
    expect(brief('\0'.repeat(40))).toBe(`${'\\u0000'.repeat(6)}\\u00…`);
  });

  it('is an object or a list alone where it has no text', () => {
    expect(brief({ toString: 1 })).toBe('{…}');
    expect(brief(Object.create(null))).toBe('{…}');
    let deep: unknown[] = [];
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(brief(deep)).toBe('[…]');
    expect(brief(null)).toBe('null');
  });

  it('turns no text around it, and hides nothing', () => {
    expect(brief('\u202egnp')).toBe('\\u202egnp');
    expect(brief('a\0b\n\u2028\ud800')).toBe('a\\u0000b\\u000a\\u2028\\ud800');
    expect(brief('שלום, 😀')).toBe('שלום, 😀');
  });
});
