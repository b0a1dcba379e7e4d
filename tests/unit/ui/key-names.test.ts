import { expect, test } from 'vitest';
import { actions } from '#src/store/actions.ts';
import { ariaKeys, keyCaps } from '#src/ui/key-names.ts';

test('a shortcut is written as the keys say it, and as assistive technology wants it', () => {
  expect(keyCaps('mod+shift+z')).toEqual(['Ctrl', 'Shift', 'Z']);
  expect(keyCaps('shift+arrowright')).toEqual(['Shift', '→']);
  expect(ariaKeys('shift+arrowright')).toBe('Shift+ArrowRight');
  expect(ariaKeys('?')).toBe('?');
});

test('no key has two meanings', () => {
  const keys = Object.values(actions).flatMap((action) => action.keys);
  expect(new Set(keys).size).toBe(keys.length);
});
