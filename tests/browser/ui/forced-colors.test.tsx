import { MantineProvider, Progress, Switch } from '@mantine/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cdp } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import '#src/app/styles.css';
import { Segments } from '#src/ui/segments.tsx';
import { Swatch } from '#src/ui/swatch.tsx';
import { cssVariables, theme } from '#src/ui/theme.ts';

const emulate = (value: string) =>
  cdp().send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value }] });

beforeEach(() => emulate('active'));
afterEach(() => emulate(''));

test('what is told by a ground alone is seen where the system’s colours replace all others', async () => {
  const choices = ['a', 'b'].map((value) => ({ value, label: value }));
  const { container } = await render(
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables}>
      <div data-testid="plain" style={{ background: 'rgb(0, 128, 0)' }} />
      <Segments aria-label="one" data={choices} value="a" onChange={() => {}} />
      <Swatch color="rgb(0, 128, 0)" />
      <Progress value={50} />
      <Switch checked readOnly />
    </MantineProvider>,
  );
  const [replaced, chosen, other, swatch, bar, track] = [
    '[data-testid="plain"]',
    'label:has(:checked)',
    'label:not(:has(:checked))',
    '[data-dash]',
    '[role="progressbar"]',
    '[class*="Switch-track"]',
  ].map(
    (selector) => getComputedStyle(container.querySelector(selector) as Element).backgroundColor,
  );
  expect(replaced).not.toBe('rgb(0, 128, 0)');
  expect(swatch).toBe('rgb(0, 128, 0)');
  expect(chosen).not.toBe(other);
  expect(bar).not.toBe(replaced);
  expect(track).not.toBe(replaced);
});
