import { type ReactNode, useDeferredValue } from 'react';

/** What nobody waits for: drawn when the rest stands, in pieces between which the page is heard. */
export function Later({ children }: { children: ReactNode }) {
  return useDeferredValue(true, false) && children;
}
