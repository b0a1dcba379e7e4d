import { afterEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { fieldIds } from '#src/experiment/experiment.ts';
import { presets } from '#src/experiment/presets.ts';
import { isRelevant } from '#src/experiment/relevance.ts';
import { SweepBuilder } from '#src/panels/compare/sweep/sweep-builder.tsx';
import { Field } from '#src/panels/fields/field.tsx';
import { FieldGroup } from '#src/panels/fields/field-group.tsx';
import { words as experimentWords } from '#words/base/experiment.ts';
import { formatCount } from '#words/base/numbers.ts';
import { words as sweepWords } from '#words/compare/sweep.ts';
import { words } from '#words/fields/panel.ts';
import { fieldWords } from '#words/fields.ts';
import { fromTo } from '#words/forms.ts';
import { words as uiWords } from '#words/ui.ts';
import { renderPanel } from './page-with.tsx';

afterEach(() => vi.useRealTimers());

describe('a field', () => {
  it('says what its value leads to, and stands in nobody’s way', async () => {
    const { screen, experiment, commands } = await renderPanel(<Field id="outputActivation" />);
    await expect.element(screen.getByRole('note')).not.toBeInTheDocument();
    commands.setFields({ target: 'ripple', loss: 'mse' });
    await expect.element(screen.getByRole('note')).toHaveTextContent(/always 1/);
    const select = screen.getByRole('combobox', { name: fieldWords.outputActivation.label });
    await expect.element(select).toHaveAccessibleDescription(/always 1/);
    expect(experiment().outputActivation).toBe('softmax');
    await userEvent.selectOptions(select, 'linear');
    await expect.element(screen.getByRole('note')).not.toBeInTheDocument();
    await expect.element(select).not.toHaveAccessibleDescription();
  });
});

describe('several numbers', () => {
  it('are taken as they are typed, and told what they must be', async () => {
    const { screen, experiment, commands } = await renderPanel(<Field id="classWeights" />);
    commands.setField('classWeighting', 'balanced');
    const input = screen.getByRole('textbox', { name: fieldWords.classWeights.label });
    await expect.element(input).not.toBeInTheDocument();
    commands.setFields({ classWeighting: 'given', classWeights: [1, 1, 1] });
    await userEvent.fill(input, '1; 2 0.5');
    await userEvent.keyboard('{Enter}');
    expect(experiment().classWeights).toEqual([1, 2, 0.5]);
    await userEvent.fill(input, '1, 2');
    await userEvent.keyboard('{Enter}');
    await expect.element(screen.getByRole('alert')).toHaveTextContent('takes 3 numbers');
  });
});

describe('a sweep', () => {
  it('does not start while a box refuses what stands in it', async () => {
    const { screen } = await renderPanel(<SweepBuilder proposed={null} />);
    const start = screen.getByTestId('start-sweep');
    const type = async (label: string, text: string) => {
      await userEvent.fill(screen.getByRole('textbox', { name: label }), text);
      await userEvent.keyboard('{Enter}');
    };
    await expect.element(start).toBeEnabled();
    await type(sweepWords.seedsEach, '0');
    await expect.element(start).toBeDisabled();
    await userEvent.click(screen.getByText(sweepWords.trySomeAtRandom));
    await type(sweepWords.howMany, 'many');
    await type(sweepWords.seedsEach, '2');
    await expect.element(start).toBeDisabled();
    await userEvent.click(screen.getByText(sweepWords.trySomeAtRandom));
    await expect.element(start).toBeEnabled();
  });
});

describe('a number', () => {
  it('is taken as it was typed, on Enter', async () => {
    const { screen, experiment } = await renderPanel(<Field id="learningRate" />);
    const input = screen.getByRole('textbox', { name: fieldWords.learningRate.label });
    await userEvent.fill(input, '5e-2');
    await userEvent.keyboard('{Enter}');
    expect(experiment().learningRate).toBe(0.05);
    await userEvent.keyboard('{Tab}');
    await expect.element(input).toHaveValue('0.05');
  });

  it('is taken after a pause, too', async () => {
    const { screen, experiment } = await renderPanel(<Field id="epochs" />);
    await userEvent.fill(screen.getByRole('textbox', { name: fieldWords.epochs.label }), '123');
    await expect.poll(() => experiment().epochs).toBe(123);
  });

  it('that is out of limits stays in the input with the reason, and is not applied', async () => {
    const { screen, experiment, commands } = await renderPanel(<Field id="epochs" />);
    const input = screen.getByRole('textbox', { name: fieldWords.epochs.label });
    for (const [text, reason] of [
      ['0', 'a whole number from 1 to 1e6'],
      ['2.5', 'a whole number'],
      ['many', 'not a number'],
    ] as const) {
      await userEvent.fill(input, text);
      await userEvent.keyboard('{Enter}');
      await expect.element(screen.getByRole('alert')).toHaveTextContent(reason);
      await expect.element(input).toHaveValue(text);
      await expect.element(input).toHaveAttribute('aria-invalid', 'true');
      await expect.element(input).toHaveAccessibleDescription(new RegExp(reason));
      expect(experiment().epochs).toBe(50);
    }
    commands.setField('epochs', 70);
    await expect.element(input).toHaveValue('70');
    await expect.element(screen.getByRole('alert')).not.toBeInTheDocument();
  });

  it('says what a value comes to that does not speak for itself', async () => {
    const { screen, commands } = await renderPanel(
      <>
        <Field id="batchSize" />
        <Field id="patience" />
      </>,
    );
    const patience = screen.getByRole('textbox', { name: fieldWords.patience.label });
    await expect.element(patience).toHaveAccessibleDescription('0: off');
    commands.setField('patience', 5);
    await expect.element(patience).not.toHaveAccessibleDescription();
    const batch = screen.getByRole('textbox', { name: fieldWords.batchSize.label });
    await expect.element(batch).not.toHaveAccessibleDescription();
    commands.setField('batchSize', 5000);
    await expect
      .element(batch)
      .toHaveAccessibleDescription(/all 2.000 training points \(full batch\)/);
    await expect.element(screen.getByText(words.fewerPoints(formatCount(2000)))).toBeVisible();
  });

  it('goes back to what it was on Escape', async () => {
    const { screen, experiment } = await renderPanel(<Field id="epochs" />);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const input = screen.getByRole('textbox', { name: fieldWords.epochs.label });
    await userEvent.fill(input, '77');
    await userEvent.keyboard('{Escape}');
    vi.advanceTimersByTime(10_000);
    await expect.element(input).toHaveValue('50');
    expect(experiment().epochs).toBe(50);
  });

  it('is not overwritten by a draft that waited while it changed elsewhere', async () => {
    const { screen, experiment, commands } = await renderPanel(<Field id="epochs" />);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const input = screen.getByRole('textbox', { name: fieldWords.epochs.label });
    await userEvent.fill(input, '77');
    commands.setField('epochs', 60);
    await expect.element(input).toHaveValue('60');
    vi.advanceTimersByTime(10_000);
    expect(experiment().epochs).toBe(60);
  });

  it('moves with the slider’s keys, in one step of undo', async () => {
    const { screen, experiment, commands } = await renderPanel(<Field id="batchSize" />);
    const thumb = screen.getByRole('slider', { name: fieldWords.batchSize.label });
    (thumb.element() as HTMLElement).focus();
    for (let i = 0; i < 20; i++) await userEvent.keyboard('{ArrowRight}');
    expect(experiment().batchSize).toBeGreaterThan(1);
    commands.undo();
    expect(experiment().batchSize).toBe(1);
  });
});

describe('a choice', () => {
  it('does not offer what the other fields forbid, and says why', async () => {
    const { screen, commands } = await renderPanel(<Field id="loss" />);
    commands.setField('outputActivation', 'linear');
    const select = screen.getByRole('combobox', { name: fieldWords.loss.label });
    await expect.element(select).toHaveValue('cross_entropy');
    const option = () =>
      document.querySelector<HTMLOptionElement>('option[value="nll_of_softmax"]');
    await expect.poll(() => option()?.disabled).toBe(true);
    expect(option()?.textContent).toContain(experimentWords.crossEntropyOf);
  });
});

describe('the layers', () => {
  it('are added, changed, moved and removed', async () => {
    const { screen, experiment } = await renderPanel(<Field id="layers" />);
    const shape = () => experiment().layers.map((l) => `${l.units} ${l.activation} ${l.dropout}`);
    await userEvent.click(screen.getByRole('button', { name: words.addALayer }));
    const second = screen.getByRole('listitem', { name: words.hidden(words.layer(2)) });
    await userEvent.fill(second.getByRole('textbox', { name: words.units }), '30');
    await userEvent.fill(second.getByRole('textbox', { name: words.dropout }), '0.25');
    await userEvent.keyboard('{Enter}');
    await userEvent.selectOptions(second.getByRole('combobox'), 'tanh');
    expect(shape()).toEqual(['2 relu 0', '30 tanh 0.25']);
    await userEvent.click(
      screen.getByRole('button', { name: words.moveTowardsTheInput(words.layer(2)) }),
    );
    expect(shape()).toEqual(['30 tanh 0.25', '2 relu 0']);
    await userEvent.click(screen.getByRole('button', { name: words.remove(words.layer(1)) }));
    expect(shape()).toEqual(['2 relu 0']);
  });

  it('refuse what no layer can have', async () => {
    const { screen, experiment } = await renderPanel(<Field id="layers" />);
    await userEvent.fill(screen.getByRole('textbox', { name: words.units }), '1025');
    await userEvent.keyboard('{Enter}');
    await expect.element(screen.getByText(fromTo(1, 1024))).toBeVisible();
    expect(experiment().layers[0]?.units).toBe(2);
  });
});

describe('the batch order', () => {
  it('gets a second phase that shares the epochs, and loses it again', async () => {
    const { screen, experiment } = await renderPanel(<Field id="phases" />);
    await userEvent.click(screen.getByRole('button', { name: words.thenAnotherOrder }));
    expect(experiment().phases).toEqual([
      { order: 'fixed', epochs: 25 },
      { order: 'reshuffle', epochs: null },
    ]);
    await userEvent.fill(screen.getByRole('textbox', { name: words.epochs }), '60');
    await userEvent.keyboard('{Enter}');
    await expect.element(screen.getByRole('alert')).toHaveTextContent('60 epochs');
    await userEvent.click(screen.getByRole('button', { name: words.removePhase(1) }));
    expect(experiment().phases).toEqual([{ order: 'reshuffle', epochs: null }]);
  });
});

describe('a formula', () => {
  it('is typeset as it is typed, and its error is shown at its place and not applied', async () => {
    const { screen, experiment, commands } = await renderPanel(<FieldGroup group="target" />);
    commands.chooseTarget('formula');
    const input = screen.getByRole('textbox', { name: fieldWords.formula.label });
    await expect
      .poll(() => document.querySelectorAll('math').length, { timeout: 30_000 })
      .toBeGreaterThan(0);
    await userEvent.fill(input, 'x^2 + q');
    await expect.element(screen.getByText(words.character(7, '').trim())).toBeVisible();
    await userEvent.keyboard('{Enter}');
    expect(experiment().formula).toBe('sin(3x0) * x1');
    await expect.element(input).toHaveValue('x^2 + q');
    await userEvent.fill(input, 'x^2 + 1');
    await userEvent.keyboard('{Enter}');
    expect(experiment().formula).toBe('x^2 + 1');
  });
});

describe('the formula field', () => {
  it('is written by its list, drawn meanwhile, and has a slider for each constant', async () => {
    const { screen, experiment, commands } = await renderPanel(<Field id="formula" />);
    commands.setFields({ target: 'formula', formula: 'x', inputCount: 1, loss: 'mse' });
    const input = screen.getByRole('textbox', { name: fieldWords.formula.label });
    await expect.element(screen.getByTestId('formula-sketch')).toBeVisible();
    await userEvent.click(screen.getByText(words.functionsAndOperators));
    await userEvent.fill(input, '2a*');
    const name = 'sin'; // of a function: the same in every language
    await userEvent.click(screen.getByRole('button', { name, exact: true }));
    await expect.element(input).toHaveValue('2a*sin()');
    await userEvent.keyboard('x');
    await expect.element(input).toHaveValue('2a*sin(x)');
    await userEvent.keyboard('{End}; a=3{Enter}');
    expect(experiment().formula).toBe('2a*sin(x); a=3');
    await userEvent.fill(screen.getByRole('textbox', { name: 'a', exact: true }), '-0.5');
    await userEvent.keyboard('{Enter}');
    expect(experiment().formula).toBe('2a*sin(x); a=-0.5');
    await userEvent.fill(input, 'sqrt(x)');
    await expect.element(screen.getByRole('note')).toHaveTextContent(/within 0 … 3/);
  });
});

describe('every field', () => {
  it('has its label, its help and a control, wherever it has an effect', async () => {
    const { screen, commands, experiment } = await renderPanel(
      <>
        {fieldIds.map((id) => (
          <Field key={id} id={id} />
        ))}
      </>,
    );
    const shown = () =>
      [...document.querySelectorAll('[data-field]')].map((element) =>
        element.getAttribute('data-field'),
      );
    // Changes on the way are made beside Run: the field lists those that there are.
    const expected = () =>
      fieldIds.filter((id) => isRelevant(id, experiment()) && (id !== 'changes' || hasChanges()));
    const hasChanges = () => experiment().changes.length > 0;
    for (const preset of presets) {
      commands.openPreset(preset.id);
      await expect.poll(shown).toEqual(expected().map((id) => `field-${id}`));
    }
    commands.setField('changes', [{ epoch: 1, field: 'learningRate', value: 0.5 }]);
    await expect.poll(shown).toContain('field-changes');
    for (const id of expected())
      expect(
        screen.getByRole('button', { name: uiWords.about(fieldWords[id].label), exact: true }).all()
          .length,
      ).toBe(1);
  });
});
