import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { findTexts, missingModules, strayTexts } from '../../scripts/words.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

const found = (code: string, file = 'panel.tsx') => findTexts(file, code).map(({ text }) => text);

test.each([
  ['text between tags', '<p>Runs</p>', 'Runs'],
  ['text beside values', '<p>{count} deleted</p>', 'deleted'],
  ['attributes that are read', '<Alert title="Not kept" />', 'Not kept'],
  ['one word in them', '<Input label={isX ? "from" : words.to} />', 'from'],
  ['properties that are read', 'const axis = { label: "epoch" };', 'epoch'],
  ['sentences', 'notify("The file is damaged");', 'The file is damaged'],
  ['parts of sentences', 'const text = `${count} runs`;', '… runs'],
  ['words between values', 'const text = `${done} of ${all}`;', '… of …'],
  ['words before values', 'const text = `1 to ${most}`;', '1 to …'],
  ['refusals', 'return err("missing");', 'missing'],
  ['problems', 'problem("run", "unknown");', 'unknown'],
  ['words that begin a sentence', 'const state = ["Finished"];', 'Finished'],
])('%s are found', (_, code, text) => expect(found(code)).toEqual([text]));

test.each([
  'const columns = [column("epoch", "trainLoss")];',
  'const axis = baseAxis(theme, "epoch");',
  'const key = [legendKey("epoch", {}), ...lineTrace("uid", x)];',
  'const line = lineTrace("uid", "epoch", x, y);',
  'const line = { name: isOwn ? "epoch" : own };',
])('names in figures are found: %s', (code) => {
  expect(found(code, 'src/charts/figures/band.ts')).toEqual(['epoch']);
  expect(found(code)).toEqual([]);
});

test.each([
  '<div className="two words" style={{ font: "bold large" }} data-testid="Run it" />',
  'import { one } from "./some words.ts";',
  'throw new RangeError("A mistake of ours");',
  'const isDone = state === "Done" || Object.hasOwn(table, "Some words");',
  'const id = "held_out"; const key = "Escape"; const place = "#src/words/en";',
  'const draw = uniformStream(seed, "initial weights");',
  '<p>{words.runs(count)}: {value} × 10</p>',
])('programs are left alone: %s', (code) => expect(found(code)).toEqual([]));

test('texts of the page are in its catalogues', async () => {
  const { read, found: stray } = await strayTexts(root);
  expect(stray).toEqual([]);
  expect(read).toBeGreaterThan(0);
});

test('a module that a language lacks is named', async () => {
  expect(await missingModules(path.join(root, 'src/words'))).toEqual([]);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'words-'));
  try {
    for (const name of ['en/app.ts', 'en/train/bar.ts', 'de/app.ts']) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), '');
    }
    expect(await missingModules(folder)).toEqual(['de/train/bar.ts']);
  } finally {
    await rm(folder, { recursive: true });
  }
});
