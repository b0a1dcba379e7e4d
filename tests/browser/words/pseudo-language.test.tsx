import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { ComparePage } from '#src/app/compare-page.tsx';
import { Page } from '#src/app/page.tsx';
import { groupIds } from '#src/experiment/fields.ts';
import { FieldGroup } from '#src/panels/fields/field-group.tsx';
import { HelpDialog } from '#src/panels/help/help-dialog.tsx';
import { outsideBrackets } from '../../support/pseudo-words.ts';
import { renderPanel } from '../panels/page-with.tsx';

/** Names that every language has, formulas, keys and code. */
const names =
  /\b(Fitscope|WebGL|WebAssembly|TensorFlow\.js|PyTorch|Keras|Flux|Chainer|THIRD-PARTY|sin|cos|exp|log|sqrt|abs|mod)\b|\d+(\.\d+)?[a-z]*/g;
const notRead = 'script, style, code, pre, kbd, .katex, [aria-hidden=true]';
const read = ['aria-label', 'aria-description', 'title', 'placeholder', 'alt'];

/** What stands on the page that no catalogue has. */
function forgotten(): readonly string[] {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts: string[] = [];
  while (walker.nextNode()) {
    const { parentElement: parent, textContent } = walker.currentNode;
    if (parent?.closest(notRead) === null) texts.push(textContent ?? '');
  }
  for (const element of document.body.querySelectorAll(read.map((name) => `[${name}]`).join()))
    texts.push(...read.flatMap((name) => element.getAttribute(name) ?? []));
  return [
    ...new Set(texts.map((text) => outsideBrackets(text).replaceAll(names, '').trim())),
  ].filter((text) => /\p{L}{2,}/u.test(text));
}

test('training: every text is in a catalogue', async () => {
  const { screen } = await renderPanel(<Page />);
  await expect.element(screen.getByTestId('experiment-title')).toHaveTextContent(/^\[/);
  expect(forgotten()).toEqual([]);
});

test('comparing: every text is in a catalogue', async () => {
  const { screen } = await renderPanel(<ComparePage />);
  await expect.element(screen.getByRole('heading', { level: 2 }).first()).toBeVisible();
  expect(forgotten()).toEqual([]);
});

test('settings and help: every text is in a catalogue', async () => {
  const { commands } = await renderPanel(
    <>
      {groupIds.map((group) => (
        <FieldGroup key={group} group={group} />
      ))}
      <HelpDialog />
    </>,
  );
  commands.openDialog('help');
  await expect.element(page.getByTestId('version')).toBeVisible();
  expect(forgotten()).toEqual([]);
});
