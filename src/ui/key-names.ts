import { keyCapWords } from '#words/ui.ts';

const caps: Readonly<Record<string, string>> = { ...keyCapWords, arrowright: '→' };

const ariaNames: Readonly<Record<string, string>> = {
  mod: 'Control',
  shift: 'Shift',
  alt: 'Alt',
  space: 'Space',
  arrowright: 'ArrowRight',
};

/** What stands on the keys of a shortcut: "mod+shift+z" is Ctrl, Shift, Z. @param name a name of `shortcutOf` */
export function keyCaps(name: string): readonly string[] {
  return name.split('+').map((key) => caps[key] ?? key.toUpperCase());
}

/** The value of `aria-keyshortcuts` for a shortcut: "Shift+ArrowRight". */
export function ariaKeys(name: string): string {
  return name
    .split('+')
    .map((key) => ariaNames[key] ?? key.toUpperCase())
    .join('+');
}
