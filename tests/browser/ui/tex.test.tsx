import { expect, test } from 'vitest';
import { render } from 'vitest-browser-react';
import { Tex } from '#src/ui/tex.tsx';

test('the keyboard reaches a formula that is wider than its place, and no other', async () => {
  const long = String.raw`\frac{x_0^2 + x_1^2 + x_2^2 + x_3^2}{2}`;
  const screen = await render(
    <div style={{ width: 80 }}>
      {[long, 'x_0^2'].map((tex) => (
        <div key={tex}>
          <Tex tex={tex} fallback="" />
        </div>
      ))}
    </div>,
  );
  const reached = () =>
    [...screen.container.querySelectorAll('span:has(> .katex)')].map(
      (formula) => (formula as HTMLElement).tabIndex,
    );
  await expect.poll(reached).toEqual([0, -1]);
});
