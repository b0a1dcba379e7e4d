import { StrictMode, startTransition, useEffect } from 'react';
import { App } from '#src/app/app.tsx';
import { createRoot } from '#src/app/root.ts';
import type { Started } from '#src/app/start-services.ts';

/** Shows the page in place of the first screen. @returns resolves once it is there */
export function showPage(started: Started): Promise<void> {
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no #root');
  return new Promise((resolve) => {
    // In pieces: the page hears the reader meanwhile.
    startTransition(() =>
      createRoot(root).render(
        <StrictMode>
          <App {...started} />
          <Shown onShown={resolve} />
        </StrictMode>,
      ),
    );
  });
}

function Shown({ onShown }: { onShown: () => void }) {
  useEffect(onShown, [onShown]);
  return null;
}
