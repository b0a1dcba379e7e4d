import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { ShareDialog } from '#src/panels/share/link/share-dialog.tsx';
import { renderPanel } from './page-with.tsx';

describe('an experiment as code', () => {
  it('is written in the chosen language, and again when the experiment changes', async () => {
    const { screen, commands } = await renderPanel(<ShareDialog />);
    const script = screen.getByTestId('script');
    await expect.element(script).toHaveValue(expect.stringContaining('torch.optim.'));
    const language = screen.getByRole('combobox', { name: 'Language' });
    await userEvent.selectOptions(language, 'numpy');
    await expect.element(script).toHaveValue(expect.not.stringContaining('import torch'));
    commands.setField('epochs', 77);
    await expect.element(script).toHaveValue(expect.stringMatching(/EPOCHS = .*, 77$/m));
    await userEvent.selectOptions(language, 'keras');
    commands.setField('l2', 0.5);
    await expect.element(screen.getByText(/in Keras 3 cannot hold.*L2/)).toBeVisible();
  });
});
