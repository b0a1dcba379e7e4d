import type { ReactElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';

/** A drawing as the source of an SVG file, which is XML: `innerHTML` would name characters that XML does not know. */
export const svgOf = (drawing: ReactElement): string =>
  drawnApart(drawing, ({ firstElementChild }) =>
    new XMLSerializer().serializeToString(firstElementChild as Element),
  );

/** What is made of an element that is drawn apart from the page, as where it has other colours than the page. */
export function drawnApart<T>(element: ReactElement, make: (place: Element) => T): T {
  const place = document.createElement('div');
  const root = createRoot(place);
  try {
    flushSync(() => root.render(element));
    return make(place);
  } finally {
    root.unmount();
  }
}
