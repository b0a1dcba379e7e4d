import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { CodeDialog } from '#src/panels/share/code/code-dialog.tsx';
import { codeWords, factLabel, refusalTexts } from '#words/code.ts';
import { renderPanel } from './page-with.tsx';

const program = `import torch
from torch import nn
x = torch.linspace(-3, 3, 150).view(-1, 1)
y = torch.sin(2 * x)
for rate in [0.1, 0.003]:
    net = nn.Sequential(nn.Linear(1, 1400), nn.Tanh(), nn.Linear(1400, 1))
    optimizer = torch.optim.Adam(net.parameters(), lr=rate)
    for epoch in range(40):
        loss = nn.functional.mse_loss(net(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
`;

async function withCode(code: string) {
  const panel = await renderPanel(<CodeDialog />);
  await userEvent.fill(panel.screen.getByTestId('code'), code);
  return { ...panel, open: panel.screen.getByTestId('code-open') };
}

describe('pasted code', () => {
  it('opens as one of its experiments, in one step of undo', async () => {
    const { screen, open, store, commands, experiment } = await withCode(program);
    await expect.element(screen.getByTestId('code-summary')).toHaveTextContent(/^2 trainings/);
    const before = experiment();
    const choice = screen.getByRole('combobox');
    await expect.element(choice).toHaveTextContent(/Training 1 · learning rate 0.1/);
    await userEvent.selectOptions(choice, '0');
    await expect
      .element(screen.getByTestId('code-lost'))
      .toHaveTextContent(/1[\s\u2009\u202f]?400 units/);
    await userEvent.click(open);
    expect(experiment()).toMatchObject({
      target: 'formula',
      formula: 'sin(2*x)',
      layers: [{ units: 1024, activation: 'tanh', dropout: 0 }],
      learningRate: 0.1,
      epochs: 40,
      initialiser: 'pytorch_linear',
    });
    expect(store.getState()).toMatchObject({
      page: { dialog: null },
      notices: [{ tone: 'warning' }],
    });
    commands.undo();
    expect(experiment()).toBe(before);
  });

  it('shows each fact in its place, and the way back, by keys alone', async () => {
    const { screen, open } = await withCode(program);
    await expect.element(open).toBeEnabled();
    const row = screen.getByRole('button', { name: new RegExp(`^${factLabel('learningRate')}`) });
    (row.element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => document.activeElement?.textContent).toBe('0.003');
    await expect.element(row).toHaveAttribute('aria-pressed', 'true');
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => document.activeElement).toBe(row.element());
  });

  it('of ours opens as the experiment that it was written from', async () => {
    const { screen, experiment } = await withCode(
      '"""Mine\n\n#v=2&target=chirp&lr=0.5&tempo=3\n"""',
    );
    const origin = screen.getByTestId('code-origin');
    await expect.element(origin).toHaveTextContent(/tempo.*is not known/);
    await userEvent.click(origin.getByRole('button', { name: codeWords.openOrigin }));
    expect(experiment()).toMatchObject({ target: 'chirp', learningRate: 0.5 });
  });

  it('that holds no training is said to hold none', async () => {
    const { screen } = await withCode('How do I start?');
    await expect.element(screen.getByText(refusalTexts.noTraining)).toBeVisible();
    await userEvent.fill(screen.getByTestId('code'), '');
    await userEvent.click(screen.getByTestId('code-example'));
    await expect.element(screen.getByTestId('code-open')).toBeEnabled();
  });

  it('in Julia is read, too, and a notebook by its cells', async () => {
    const julia = `using Flux
m = Chain(Dense(1, 9, tanh), Dense(9, 1))
x = rand(1, 60)
y = x .^ 2
loss(a, b) = Flux.mse(m(a), b)
Flux.train!(loss, Flux.params(m), [(x, y)], ADAM(0.02))`;
    const { screen, open } = await withCode(
      JSON.stringify({ cells: [{ cell_type: 'code', source: julia.split(/(?<=\n)/) }] }),
    );
    await expect.element(open).toBeEnabled();
    await expect.element(screen.getByTestId('code')).toHaveValue(julia);
    await expect
      .element(screen.getByRole('button', { name: new RegExp(`^${factLabel('framework')}`) }))
      .toHaveTextContent(/Flux/);
  });
});
