import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from '#src/app/app.tsx';
import type { Started } from '#src/app/start-services.ts';

/** Shows the page in place of the first screen. */
export function showPage(started: Started): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no #root');
  createRoot(root).render(
    <StrictMode>
      <App {...started} />
    </StrictMode>,
  );
}
