import { useLayoutEffect } from 'react';

/** What a key does; the names are those of `shortcutOf`. */
export type Shortcuts = Readonly<Record<string, () => void>>;

/** Elements that have a use of their own for keys. */
const typing = 'input, textarea, select, [contenteditable="true"]';
const moving =
  '[role="slider"], [role="tablist"], [role="menu"], [role="listbox"], [role="radiogroup"]';
const pressing = 'button, a[href], summary, [role="button"], [role="menuitem"], [role="switch"]';
const dialog = '[role="dialog"]';
const covering = `${dialog}[aria-modal="true"]`;

/** Keys for the whole page. They rest while one types, while a dialog is open, and where the focus needs the key itself. */
export function useShortcuts(shortcuts: Shortcuts): void {
  // Before the page can be seen: other effects run a moment after it, and a key pressed in between would be lost.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const name = shortcutOf(event);
      const act = shortcuts[name];
      if (act === undefined || event.defaultPrevented || isTaken(event.target, name)) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [shortcuts]);
}

/** "space", "arrowright", "shift+arrowright", "mod+z", "mod+shift+z", "r", "?": mod is Ctrl, or Command on a Mac. */
export function shortcutOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>,
): string {
  const key = event.key === ' ' ? 'space' : event.key.toLowerCase();
  // "?" is itself made with Shift on most keyboards.
  const shift = event.shiftKey && (key.length > 1 || /[a-z]/.test(key));
  return [
    event.altKey ? 'alt+' : '',
    event.ctrlKey || event.metaKey ? 'mod+' : '',
    shift ? 'shift+' : '',
    key,
  ].join('');
}

function isTaken(target: EventTarget | null, shortcut: string): boolean {
  if (document.querySelector(covering) !== null) return true;
  if (!(target instanceof Element)) return false;
  // A popover covers nothing: it has the keys while the focus is in it, not while it fades away.
  if (target.closest(dialog) !== null) return true;
  if (target.closest(typing) !== null && !isToggle(target)) return true;
  if (shortcut === 'space')
    return target.closest(`${pressing}, ${moving}`) !== null || isToggle(target);
  return shortcut.endsWith('arrowright') && target.closest(moving) !== null;
}

/** A checkbox takes the space bar, but no text. */
function isToggle(target: Element): boolean {
  return target instanceof HTMLInputElement && target.type === 'checkbox';
}
