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

/** Texts of the page, those of attributes included. */
function pageTexts(): readonly string[] {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts: string[] = [];
  while (walker.nextNode()) {
    const { parentElement: parent, textContent } = walker.currentNode;
    if (parent?.closest(notRead) === null) texts.push(textContent ?? '');
  }
  for (const element of document.body.querySelectorAll(read.map((name) => `[${name}]`).join()))
    texts.push(...read.flatMap((name) => element.getAttribute(name) ?? []));
  return texts;
}

/** A decimal point; numbers of versions have two. */
const pointed = /(?<![\d.])\d+\.\d+(?![\d.])/;

/** What stands on the page that no catalogue has, and numbers that are not written as the language does. */
function forgotten(): readonly string[] {
  const texts = new Set(pageTexts());
  return [
    ...[...texts]
      .map((text) => outsideBrackets(text).replaceAll(names, '').trim())
      .filter((text) => /\p{L}{2,}/u.test(text)),
    // Paragraphs hold numbers of their own, which are translated with them.
    ...[...texts].filter((text) => text.length < 200 && pointed.test(text)),
  ];
}

/** How far the page and its header stand out of a window, in pixels. */
function overhang(): number {
  const right = [document.documentElement.scrollWidth];
  for (const element of document.querySelectorAll('header *'))
    right.push(element.getBoundingClientRect().right);
  return Math.max(...right) - window.innerWidth;
}

test('training: every text is in a catalogue', async () => {
  const { screen } = await renderPanel(<Page />);
  await expect.element(screen.getByTestId('experiment-title')).toHaveTextContent(/^\[/);
  expect(forgotten()).toEqual([]);
});

test('long words leave a page of a phone as wide as it is', async () => {
  await page.viewport(390, 844);
  const { screen } = await renderPanel(<Page />);
  await expect.element(screen.getByTestId('share')).toBeInViewport({ ratio: 1 });
  expect(overhang()).toBeLessThanOrEqual(0);
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
