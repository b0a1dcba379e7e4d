import { StrictMode, startTransition } from 'react';
import { App } from '#src/app/app.tsx';
import { createRoot } from '#src/app/root.ts';
import type { Started } from '#src/app/start-services.ts';

/** Shows the page in place of the first screen. */
export function showPage(started: Started): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no #root');
  // In pieces: the page hears the reader and the worker meanwhile.
  startTransition(() =>
    createRoot(root).render(
      <StrictMode>
        <App {...started} />
      </StrictMode>,
    ),
  );
}
