import { useLayoutEffect } from 'react';

/**
 * Menus and popovers take the focus some tasks after they have opened. Escape that is pressed before that closes them,
 * too; and the focus that comes when they are closed already goes back to their button.
 */
export function useDropdownFocus(): void {
  useLayoutEffect(() => {
    document.addEventListener('keydown', onKeyDown);
    document.addEventListener('focusin', onFocusIn);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
      document.removeEventListener('focusin', onFocusIn);
    };
  }, []);
}

function onKeyDown({ key, target }: KeyboardEvent): void {
  if (key !== 'Escape' || !(target instanceof Element)) return;
  const button = target.closest('[aria-haspopup][aria-expanded="true"]');
  const dropdown = document.getElementById(button?.getAttribute('aria-controls') ?? '');
  if (dropdown === null) return;
  setTimeout(() => {
    const { activeElement } = document;
    if (!dropdown.contains(activeElement)) return;
    activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  });
}

function onFocusIn({ target }: FocusEvent): void {
  if (!(target instanceof Element)) return;
  const dropdown = target.closest('[role="menu"], [role="dialog"]');
  const button = document.getElementById(dropdown?.getAttribute('aria-labelledby') ?? '');
  if (button?.getAttribute('aria-expanded') === 'false') button.focus({ preventScroll: true });
}
