import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { ChangeMenu } from '#src/panels/train/run-bar/change-menu.tsx';
import { Figures } from '#src/panels/train/run-bar/figures.tsx';
import { SpeedMenu } from '#src/panels/train/run-bar/speed-menu.tsx';
import type { RunHeader } from '#src/records/run-header.ts';
import { Tips } from '#src/ui/tips.tsx';
import { words as changeWords } from '#words/changes.ts';
import { words } from '#words/train/run-bar.ts';
import { sumBin } from '../../support/sum-bin.ts';
import { renderPanel } from './page-with.tsx';

test('menus bear the names of their buttons, and lie under no tip', async () => {
  const { screen } = await renderPanel(
    <>
      <SpeedMenu />
      <ChangeMenu />
      <Tips />
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

test('nothing is said of a fit before its loss is measured', async () => {
  const experiment = {
    ...sumBin,
    target: 'runge',
    loss: 'mse',
    outputActivation: 'linear',
  } as const;
  const points = { rows: 2, x: Float64Array.of(0, 1), y: Float64Array.of(0, 1) };
  const header: RunHeader = {
    runId: 'run',
    experiment,
    task: { inputs: ['x'], answer: { kind: 'numbers', names: ['y'] } },
    train: points,
    heldOut: points,
    axes: [{ name: 'x', range: [0, 1] }],
    probe: { along: [0], positions: [points.x], held: Float64Array.of(0.5) },
    probeTruth: null,
    parameterCount: 2,
    networkInputs: 1,
    layerUnits: [1],
    inputNames: ['x'],
    rows: 2,
    stepsPerEpoch: 1,
    epochs: 3,
    phaseSwitches: [],
    guessing: null,
    lossFactor: 1,
    answerVariance: { train: 0.25, heldOut: 0.25 },
    scalingNotes: [],
  };
  const answers = Float32Array.of(0.5, 0.5);
  const { screen, store, live, commands } = await renderPanel(<Figures />);
  commands.openExperiment(experiment);
  live.begin(header);
  live.show({
    epoch: 0,
    step: 0,
    parameters: answers,
    predictions: answers,
    atTrain: answers,
    atHeldOut: answers,
  });
  const told = ['held-out-loss', 'held-out-r2', 'held-out-rmse'].map((id) =>
    screen.getByTestId(id),
  );
  for (const figure of told) await expect.element(figure).toHaveTextContent('–');
  const { run } = store.getState();
  store.setState({ run: { ...run, latest: { ...live.latest, heldOutLoss: 0.25 } } });
  for (const figure of told) await expect.element(figure).not.toHaveTextContent('–');
});
