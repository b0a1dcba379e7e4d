import { fontFamily } from '#src/charts/figures/base-layout.ts';
import { type ChartTheme, chartColours } from '#src/charts/theme.ts';

/** A drawing as SVG source with its size in CSS pixels. */
export interface Drawing {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

const padding = 16;
const titleHeight = 34;
const lineHeight = 17;
const footerSize = 12;
/** Width of a character of the footer, in pixels: a little more than the average of a sans serif. */
const characterWidth = 6.6;

/**
 * A drawing that may leave the page: on an opaque ground, with its title above and, below, where it came from.
 *
 * @param footer the experiment's name, its link on a line of its own; long lines are broken
 */
export function framedPicture(
  { svg, width, height }: Drawing,
  words: { readonly title: string; readonly footer: string; readonly theme: ChartTheme },
): Drawing {
  const colours = chartColours[words.theme];
  const limit = Math.floor((width - 2 * padding) / characterWidth);
  const lines = words.footer.split('\n').flatMap((line) => brokenLines(line, limit));
  const footerTop = titleHeight + height + lineHeight;
  const total = footerTop + lines.length * lineHeight;
  const text = (y: number, size: number, weight: number, fill: string, content: string) =>
    `<text x="${padding}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${fill}">${escaped(content)}</text>`;
  return {
    width,
    height: total,
    svg: [
      `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${total}" viewBox="0 0 ${width} ${total}" font-family='${fontFamily}'>`,
      `<title>${escaped(words.title)}</title>`,
      `<rect width="100%" height="100%" fill="${colours.surface}"/>`,
      text(titleHeight - 10, 16, 600, colours.text, words.title),
      `<g transform="translate(0 ${titleHeight})">${svg}</g>`,
      ...lines.map((line, i) =>
        text(footerTop + i * lineHeight, footerSize, 400, colours.muted, line),
      ),
      '</svg>',
    ].join(''),
  };
}

/** Breaks text after spaces where there are any, else anywhere: links have none. */
function brokenLines(text: string, limit: number): string[] {
  const lines: string[] = [];
  let rest = text.trim();
  while (rest.length > limit) {
    const space = rest.lastIndexOf(' ', limit);
    const end = space > limit / 2 ? space : limit;
    lines.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return rest === '' ? lines : [...lines, rest];
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
