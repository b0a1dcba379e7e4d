import { MantineProvider, Menu } from '@mantine/core';
import { beforeEach, expect, test } from 'vitest';
import { render } from 'vitest-browser-react';
import { MenuButton } from '#src/ui/dropdown.tsx';
import { useDropdownFocus } from '#src/ui/dropdown-focus.ts';

function Page() {
  useDropdownFocus();
  return (
    <MenuButton
      renderButton={(opener) => (
        <button type="button" {...opener}>
          button
        </button>
      )}
    >
      <Menu.Item>item</Menu.Item>
    </MenuButton>
  );
}

const menu = () => document.querySelector('[role="menu"]');
const button = () => document.querySelector('button[aria-haspopup]') as HTMLButtonElement;

/** Waits for a change of the document, and goes on before any other task. */
function changed(until: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (!until()) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(document.body, { childList: true, subtree: true, attributes: true });
  });
}

function escape(): void {
  const pressed = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true });
  document.activeElement?.dispatchEvent(pressed);
}

beforeEach(async () => {
  await render(
    <MantineProvider>
      <Page />
    </MantineProvider>,
  );
  const opened = changed(() => menu() !== null);
  button().focus();
  button().click();
  await opened;
});

test('Escape closes a menu that has not taken the focus yet', async () => {
  expect(document.activeElement).toBe(button());
  escape();
  await expect.poll(menu).toBeNull();
  expect(document.activeElement).toBe(button());
});

test('focus that comes to a menu which fades away already goes back to its button', async () => {
  await expect.poll(() => menu()?.contains(document.activeElement)).toBe(true);
  const inside = document.activeElement as HTMLElement;
  escape();
  await expect.poll(() => button().getAttribute('aria-expanded')).toBe('false');
  inside.focus();
  expect(document.activeElement).not.toBe(inside);
  await expect.poll(menu).toBeNull();
});
