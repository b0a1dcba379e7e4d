import { StrictMode } from 'react';
import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { exampleTables } from '#src/experiment/suited.ts';
import { referenceText } from '#src/experiment/table.ts';
import { DrawTab } from '#src/panels/fields/table/draw-tab.tsx';
import { TextTab } from '#src/panels/fields/table/text-tab.tsx';
import { DataOut } from '#src/panels/share/link/data-out.tsx';
import { drawWords } from '#words/table.ts';
import { renderPanel } from './page-with.tsx';

const heads = ['a', 'b'].map((name) => ({ name, labels: null }));
/** Stands for a table that is not kept here. */
const elsewhere = referenceText({ columns: heads, rows: 9 }, 'a'.repeat(22));
const broken = () => Promise.reject(new Error('no database'));

describe('a drawing', () => {
  it('has a step of undo for each gesture that changes it, and none for others', async () => {
    const { screen } = await renderPanel(
      <StrictMode>
        <DrawTab />
      </StrictMode>,
    );
    const undo = screen.getByTestId('draw-undo');
    const board = screen.getByTestId('drawing-board');
    const press = (keys: string) => {
      (board.element() as HTMLElement).focus();
      return userEvent.keyboard(keys);
    };
    await press('{Delete}');
    await expect.element(undo).toBeDisabled();
    await press('{Enter}');
    await press('1{ArrowUp}{Enter}');
    const verdict = screen.getByTestId('draw-verdict');
    await expect.element(verdict).toHaveTextContent('2 rows');
    const use = screen.getByTestId('use-drawing');
    await press('{Delete}');
    await expect.element(use).toBeDisabled();
    await press('{Control>}z{/Control}');
    await expect.element(use).toBeEnabled();
    await press('{ArrowDown}{ArrowDown}{ArrowDown}{Delete}');
    await undo.click();
    await expect.element(verdict).not.toHaveTextContent('2 rows');
    await undo.click();
    await expect.element(undo).toBeDisabled();
  });
});

it('a second finger draws nothing', async () => {
  const { screen } = await renderPanel(<DrawTab />);
  const board = screen.getByTestId('drawing-board').element();
  const { left, top, width, height } = board.getBoundingClientRect();
  board.setPointerCapture = () => undefined; // of fingers that are none
  const finger = (type: string, isPrimary: boolean, x: number, y: number) =>
    board.dispatchEvent(
      new PointerEvent(type, {
        bubbles: true,
        isPrimary,
        clientX: left + x * width,
        clientY: top + y * height,
      }),
    );
  await screen.getByText(drawWords.curve).click();
  finger('pointerdown', true, 0.1, 0.5);
  finger('pointerdown', false, 0.9, 0.5);
  finger('pointermove', false, 0.95, 0.5);
  finger('pointerup', false, 0.95, 0.5);
  finger('pointermove', true, 0.2, 0.5);
  await expect.element(screen.getByTestId('draw-verdict')).toHaveTextContent('12 rows');
});

describe('data that are elsewhere', () => {
  const tab = <TextTab source="" onSource={() => undefined} />;

  it('are asked for until the experiment has others', async () => {
    const { screen, commands } = await renderPanel(tab);
    const wanted = screen.getByTestId('table-wanted');
    await expect.element(wanted).not.toBeInTheDocument();
    commands.setFields({ table: elsewhere });
    await expect.element(wanted).toHaveTextContent('9 rows of a, b');
    commands.setFields({ table: exampleTables.table.table });
    await expect.element(wanted).not.toBeInTheDocument();
  });

  it.each([
    ['asked for', tab, null],
    ['saved', <DataOut key="out" />, 'save-data'],
  ] as const)('are %s, and what the browser cannot read is said', async (_, panel, button) => {
    const { screen, store, commands } = await renderPanel(panel, broken());
    commands.setFields({ table: elsewhere });
    if (button !== null) await screen.getByTestId(button).click();
    await expect
      .poll(() => store.getState().notices)
      .toMatchObject([{ tone: 'error', lines: ['Error: no database'] }]);
  });
});
