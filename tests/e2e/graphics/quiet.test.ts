import { expect, test } from '@playwright/test';
import { listen } from '../listen.ts';
import { finished, openLink } from '../page.ts';

test.use({ serviceWorkers: 'allow' });

for (const engine of ['tfjs', 'webgl'])
  test(`${engine} trains without a word and without asking another host`, async ({
    page,
    baseURL,
  }) => {
    const { problems } = await listen(page, baseURL);
    await openLink(page, `train=40&heldout=20&epochs=3&engine=${engine}&run=1`);
    await finished(page);
    expect(problems).toEqual([]);
  });
