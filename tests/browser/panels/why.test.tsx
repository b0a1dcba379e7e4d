import { useState } from 'react';
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { VerdictView } from '#src/panels/why/verdict-view.tsx';
import { WhyCard } from '#src/panels/why/why-card.tsx';
import { formatDuration } from '#words/base/numbers.ts';
import { fieldWords } from '#words/fields.ts';
import { inSentence } from '#words/forms.ts';
import { trialLabels } from '#words/why-card.ts';
import { words } from '#words/why-panel.ts';
import { sumBin } from '../../support/sum-bin.ts';
import { strangeVerdict } from '../../support/verdict.ts';
import { renderPanel } from './page-with.tsx';

/** The name of what is done with a trial that changes a field, among others perhaps. */
const changing = (doing: keyof typeof trialLabels, field: keyof typeof fieldWords) =>
  new RegExp(`^${trialLabels[doing](`.*${inSentence(fieldWords[field].label)}`)}`);

test('a verdict opens each of its trials as an experiment, and undo brings the former one back', async () => {
  const { screen, experiment, commands } = await renderPanel(
    <VerdictView verdict={strangeVerdict} />,
  );
  commands.openExperiment(strangeVerdict.experiment);
  await screen
    .getByRole('button', { name: changing('open', 'learningRate') })
    .first()
    .click();
  expect(experiment().learningRate).toBe(0.01);
  commands.undo();
  expect(experiment()).toEqual(strangeVerdict.experiment);
});

test('changes of a verdict can be made in another experiment', async () => {
  const { screen, experiment, commands } = await renderPanel(
    <VerdictView verdict={strangeVerdict} />,
  );
  commands.openExperiment({ ...sumBin, epochs: 7 });
  await screen.getByTestId('apply-trial').first().click();
  expect(experiment()).toMatchObject({ epochs: 7, learningRate: 0.01 });
});

test('a trial is trained beside the experiment as it stands, and leads to where both curves lie', async () => {
  const asked = { ...strangeVerdict.experiment, features: [] };
  const { screen, compare } = await renderPanel(
    <VerdictView verdict={{ ...strangeVerdict, experiment: asked }} />,
  );
  await screen
    .getByRole('button', { name: changing('overlay', 'learningRate') })
    .first()
    .click();
  expect(compare.store.getState()).toMatchObject({
    view: 'compare',
    tab: 'runs',
    leadsToOverlay: true,
  });
  expect(compare.library.store.getState().selected).toHaveLength(2);
  const rates = () =>
    compare.batches.store
      .getState()
      .batches[0]?.batch.groups.map(({ experiment }) => experiment.learningRate);
  await expect.poll(rates).toEqual([asked.learningRate, 0.01]);
});

test('the focus comes back to what had it when the card closes around it', async () => {
  function Page() {
    const [isOpen, setOpen] = useState(false);
    return (
      <>
        <button type="button" data-testid="opener" onClick={() => setOpen(true)}>
          open
        </button>
        {isOpen && <WhyCard onClose={() => setOpen(false)} />}
      </>
    );
  }
  const { screen } = await renderPanel(<Page />);
  const opener = screen.getByTestId('opener');
  await opener.click();
  await expect.element(screen.getByRole('heading', { name: words.why })).toHaveFocus();
  await userEvent.keyboard('{Tab}{Enter}');
  await expect.element(opener).toHaveFocus();
});

test('the card takes the focus, says how the search stands, and ends it when it is closed', async () => {
  const { screen, store, diagnosis, commands } = await renderPanel(
    <WhyCard onClose={() => undefined} />,
  );
  await expect.element(screen.getByRole('heading', { name: words.why })).toHaveFocus();
  // What it begins by itself has no worker here: how a search stands is played.
  diagnosis.stop();
  const { experiment } = store.getState();
  diagnosis.store.setState({
    experiment,
    phase: 'looking',
    progress: { stage: 'alone', runs: 12, about: 40, secondsLeft: 6 },
    findings: [
      { id: 'double_softmax', kind: 'fault', certainty: 'proof', figures: { floor: 0.5514 } },
    ],
  });
  await expect.element(screen.getByTestId('why-state')).toHaveTextContent(/Each change alone/);
  await expect
    .element(screen.getByText(words.left(formatDuration(6))))
    .toHaveTextContent(/^12 runs, 6 s left$/);
  await expect
    .element(screen.getByTestId('findings'))
    .toHaveTextContent(/cannot fall below 0\.551/);
  await screen.getByTestId('why-stop').click();
  await expect.element(screen.getByTestId('why-state')).toHaveTextContent(/Stopped/);
  // What is found is said in an element that was there before.
  const said = screen.getByTestId('verdict-headline').element();
  expect(said.textContent).toBe('');
  diagnosis.store.setState({ phase: 'done', verdict: strangeVerdict });
  await expect.poll(() => said.textContent).toMatch(/1 of 8 seeds fit/);
  const [heading, longer] = ['why-title', 'why-longer'].map((id) =>
    document.querySelector(`#${id}, [data-testid="${id}"]`)?.getBoundingClientRect(),
  );
  expect(longer?.left, 'on the line of the heading').toBe(heading?.left);
  commands.setField('epochs', 7);
  await expect.element(screen.getByTestId('why-state')).toHaveTextContent(/before it was changed/);
  await screen.unmount();
  expect(diagnosis.store.getState().phase).not.toBe('looking');
});
