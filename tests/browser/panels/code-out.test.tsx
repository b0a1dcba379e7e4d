import { describe, expect, it, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { createSession } from '#src/engine/worker/session.ts';
import { parameterCount } from '#src/experiment/network-size.ts';
import { openRunDatabase } from '#src/library/browser-store.ts';
import { ShareDialog } from '#src/panels/share/link/share-dialog.tsx';
import { codeOutWords } from '#words/code.ts';
import { weightWords } from '#words/weights.ts';
import { carriedTableOf } from '../../support/kept-table.ts';
import { storedRun } from '../../support/stored-runs.ts';
import { sumBin } from '../../support/sum-bin.ts';
import { unzipped } from '../../support/unzipped.ts';
import { workerPair } from '../../support/worker-pair.ts';
import { renderPanel } from './page-with.tsx';

describe('an experiment as code', () => {
  it('is written in the chosen language, and again when the experiment changes', async () => {
    const { screen, commands } = await renderPanel(<ShareDialog />);
    const script = screen.getByTestId('script');
    await expect.element(script).toHaveValue(expect.stringContaining('torch.optim.'));
    const language = screen.getByRole('combobox', { name: codeOutWords.language });
    await userEvent.selectOptions(language, 'numpy');
    await expect.element(script).toHaveValue(expect.not.stringContaining('import torch'));
    commands.setField('epochs', 77);
    await expect.element(script).toHaveValue(expect.stringMatching(/EPOCHS = .*, 77$/m));
    await userEvent.selectOptions(language, 'flux');
    commands.setField('layers', [{ units: 3, activation: 'relu', dropout: 0.5 }]);
    await expect.element(script).toHaveValue(expect.stringContaining('dropping(model, x, kept0)'));
  });
});

test('a script that reads a large table is saved with it in one file', async () => {
  const { screen, commands, compare } = await renderPanel(<ShareDialog />);
  const { experiment, bytes, hash } = await carriedTableOf(sumBin);
  await compare.library.keepTable(hash, bytes);
  commands.openExperiment(experiment);
  const made = vi.spyOn(URL, 'createObjectURL');
  await screen.getByTestId('save-ipynb').click();
  await expect.poll(() => made.mock.calls.length).toBe(1);
  const [[zip] = []] = made.mock.calls;
  const files = unzipped(new Uint8Array(await (zip as Blob).arrayBuffer()));
  const [notebook = '', data = ''] = files.keys();
  const text = new TextDecoder().decode(files.get(notebook));
  expect(text).toContain(`open(\\"${data}\\"`);
  expect(new TextDecoder().decode(files.get(data))).toMatch(/^x,y\r\n0,0\r\n1,2\r\n/);
});

test('weights of kept runs are saved in the chosen format', async () => {
  const environment = { engines: [], now: () => performance.now() };
  const { screen, compare } = await renderPanel(
    <ShareDialog />,
    openRunDatabase('weights'),
    () => workerPair((emit) => createSession(environment, emit)).worker,
  );
  await expect.element(screen.getByText(weightWords.none)).toBeVisible();
  const { run, curve } = storedRun('a', [{}], { name: 'Mine' });
  const experiment = { ...sumBin, layers: [{ units: 3, activation: 'sin', dropout: 0 }] } as const;
  const parameters = new Float32Array(parameterCount(experiment));
  await compare.library.add({ ...run, experiment }, { ...curve, parameters });
  await expect.element(screen.getByRole('combobox', { name: weightWords.run })).toHaveValue('a');
  const format = screen.getByRole('combobox', { name: weightWords.format });
  await userEvent.selectOptions(format, 'tfjs');
  await screen.getByTestId('save-weights').click();
  const refusal = screen.getByTestId('weights-trouble');
  await expect.element(refusal).toHaveTextContent(/TensorFlow.js layers cannot hold/);
  await userEvent.selectOptions(format, 'npz');
  await screen.getByTestId('save-weights').click();
  await expect.element(refusal).not.toBeInTheDocument();
});

test('what went wrong while weights were saved is said', async () => {
  const { screen, compare } = await renderPanel(<ShareDialog />);
  const { run, curve } = storedRun('a', [{}], { name: 'Mine' });
  await compare.library.add(run, curve);
  await screen.getByTestId('save-weights').click();
  await expect
    .element(screen.getByTestId('weights-trouble'))
    .toHaveTextContent(/no worker in this test/);
});
