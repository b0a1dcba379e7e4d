import { type RefObject, useLayoutEffect } from 'react';

/** Gives the focus to the heading of a card that opens, and back to what had it when the card closes around it. */
export function useCardFocus(heading: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const own = heading.current;
    const former = document.activeElement;
    own?.focus();
    return () => {
      const isWithin = own?.closest('section')?.contains(document.activeElement) ?? false;
      if (isWithin && former instanceof HTMLElement && former.isConnected) former.focus();
    };
  }, [heading]);
}
