import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { ChangeMenu } from '#src/panels/train/run-bar/change-menu.tsx';
import { SpeedMenu } from '#src/panels/train/run-bar/speed-menu.tsx';
import { words as changeWords } from '#words/changes.ts';
import { words } from '#words/train/run-bar.ts';
import { renderPanel } from './page-with.tsx';

test('menus bear the names of their buttons, and lie under no tip', async () => {
  const { screen } = await renderPanel(
    <>
      <SpeedMenu />
      <ChangeMenu />
    </>,
  );
  const tip = screen.getByRole('tooltip');
  const speed = screen.getByTestId('speed');
  await userEvent.hover(speed);
  await expect.element(tip).toBeVisible();
  await speed.click();
  const menu = screen.getByRole('menu', { name: words.speed });
  await expect.element(menu).toBeVisible();
  await expect.element(tip).not.toBeInTheDocument();
  await userEvent.keyboard('{Escape}');
  await screen.getByTestId('change').click();
  await expect.element(screen.getByRole('dialog', { name: changeWords.title })).toBeVisible();
});
