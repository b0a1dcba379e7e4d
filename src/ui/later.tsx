import { type ReactNode, useDeferredValue } from 'react';

/** What may come later: drawn when the rest stands, in pieces between which the page reacts. */
export function Later({ children }: { children: ReactNode }) {
  return useDeferredValue(true, false) && children;
}
