import { MantineProvider } from '@mantine/core';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { expect, it } from 'vitest';
import { QrCode } from '#src/ui/qr-code.tsx';

it('has its place before the picture is there', () => {
  const host = document.body.appendChild(document.createElement('div'));
  const root = createRoot(host);
  flushSync(() =>
    root.render(
      <MantineProvider>
        <QrCode text="a link" label="a link" />
      </MantineProvider>,
    ),
  );
  const { width, height } = host.querySelector('img')?.getBoundingClientRect() ?? {};
  expect(width).toBeGreaterThan(100);
  expect(height).toBe(width);
  root.unmount();
  host.remove();
});
