import { createElement, Fragment, type ReactNode } from 'react';

/** A text with parts of its own, such as links, in the order that its language has. */
export function Phrase({ parts }: { parts: readonly ReactNode[] }) {
  return createElement(Fragment, null, ...parts);
}
