import { expect } from '@playwright/test';
import { guessingLabels } from '#words/guessing.ts';
import { finished, followLink, openLink, test } from './page.ts';
import { csvOf } from './readings.ts';

test('the parabola as posted shows its loss as the posts do, and answers 1 everywhere; a stuck seed of sum-bin lies on the line of guessing', async ({
  page,
}) => {
  await openLink(page, 'preset=parabola-posted&engine=wasm&run=1');
  await finished(page);
  await expect(page.getByTestId('running-loss')).toHaveText('2.01001e14');
  for (const point of await csvOf(page, 'fit')) expect(point.fit).toBe(1);

  await followLink(page, 'preset=sum-bin-posted&seed=2&engine=wasm&run=1');
  await finished(page);
  const chart = page.getByTestId('chart-loss');
  // Charts are drawn when they are seen.
  await chart.scrollIntoViewIfNeeded();
  await expect(chart).toContainText(guessingLabels.shares);
  await expect(page.getByTestId('training-accuracy')).toHaveText(/^3\d\.\d %$/);
});
