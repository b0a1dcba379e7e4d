import { useCallback, useMemo } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test, vi } from 'vitest';
import { useShortcuts } from '#src/ui/shortcuts.ts';

const heard = vi.fn();

/** Presses a key at the moment at which the page is there, before any other task. */
function Page() {
  useShortcuts(useMemo(() => ({ s: heard }), []));
  const press = useCallback((page: Element | null) => {
    queueMicrotask(() =>
      page?.dispatchEvent(new KeyboardEvent('keydown', { key: 's', bubbles: true })),
    );
  }, []);
  return <main ref={press} />;
}

test('a key is heard as soon as the page is there', async () => {
  const place = document.body.appendChild(document.createElement('div'));
  const root = createRoot(place);
  root.render(<Page />);
  await expect.poll(() => heard.mock.calls.length).toBe(1);
  root.unmount();
  place.remove();
});
