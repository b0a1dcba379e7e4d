import { expect, it } from 'vitest';
import { plainText, withoutMarkup } from '#src/charts/figures/plain-text.ts';
import { numberedFigure } from '#src/charts/figures/ticks.ts';

it('a name that looks like markup or a template is shown as it is', () => {
  expect(plainText('<b>R&D</b> %{y}')).toBe('&lt;b&gt;R&amp;D&lt;/b&gt; %&#123;y}');
});

it('a figure keeps what its texts are set with, and no other markup', () => {
  const link = '<a href="https://evil.example/">details</a>';
  const y = Float64Array.of(1);
  const x = [1, 2];
  const figure = numberedFigure({
    data: [{ type: 'scatter', name: link, x, y, hovertemplate: '<b>%{y}</b><br><extra></extra>' }],
    layout: { xaxis: { title: { text: link }, tickvals: [0], ticktext: [link, '<BR>'] } },
  });
  expect(JSON.stringify(figure)).not.toMatch(/<a|<BR/);
  expect(figure.data[0]).toMatchObject({ hovertemplate: '<b>%{y}</b><br><extra></extra>' });
  expect(withoutMarkup(figure).data[0]).toHaveProperty('y', y);
  expect((figure.data[0] as { x: unknown }).x, 'numbers are not copied').toBe(x);
});
