import type { ReactElement } from 'react';
import { drawnApart } from '#src/charts/drawn-apart.ts';
import { type Drawing, framedPicture } from '#src/charts/picture.ts';
import { fileName, pngFile, saveFile } from '#src/charts/save-file.ts';
import type { ChartTheme } from '#src/charts/theme.ts';

const box = { width: 320, height: 200, gap: 16, caption: 24 } as const;

interface Words {
  readonly title: string;
  readonly footer: string;
  readonly theme: ChartTheme;
}

/** A picture as a file. */
export interface PictureFile {
  readonly caption: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

/**
 * Each figure as a picture of its own.
 *
 * @param figures each with one drawing and its caption
 * @param footers of each
 */
export function pictureFiles(
  figures: ReactElement,
  footers: readonly string[],
  theme: ChartTheme,
): Promise<readonly PictureFile[]> {
  const { width, height, gap } = box;
  const drawings = drawnApart(figures, (place) =>
    [...place.querySelectorAll('figure')].map((figure) => ({
      title: captionOf(figure),
      svg: drawn(figure, gap),
      width: width + 2 * gap,
      height,
    })),
  );
  return Promise.all(
    drawings.map(async ({ title, ...drawing }, i) => {
      const file = await pngFile(
        framedPicture(drawing, { title, footer: footers[i] ?? '', theme }),
      );
      return { caption: title, content: new Uint8Array(await file.arrayBuffer()) };
    }),
  );
}

function captionOf(figure: Element): string {
  return figure.querySelector('figcaption')?.textContent ?? '';
}

/** Saves what the network has learnt before and after as one picture. @param figures each with one drawing and its caption */
export async function savePictures(figures: ReactElement, words: Words): Promise<void> {
  const pictures = drawnApart(figures, (place) =>
    sideBySide([...place.querySelectorAll('figure')]),
  );
  const [subject = ''] = words.footer.split('\n');
  const drawing = framedPicture(pictures, words);
  saveFile(fileName(`${words.title} ${subject}`, 'png'), await pngFile(drawing));
}

function sideBySide(figures: readonly Element[]): Drawing {
  const { width, height, gap, caption } = box;
  const parts = figures.map((figure, i) => {
    const x = gap + i * (width + gap);
    const name = document.createElementNS('http://www.w3.org/2000/svg', 'text');
    name.textContent = captionOf(figure);
    name.setAttribute('x', String(x));
    name.setAttribute('y', String(height + caption - 6));
    name.setAttribute('font-size', '13');
    name.setAttribute('fill', '#888');
    return drawn(figure, x) + new XMLSerializer().serializeToString(name);
  });
  const whole = { width: gap + figures.length * (width + gap), height: height + caption };
  return {
    ...whole,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${whole.width}" height="${whole.height}">${parts.join('')}</svg>`,
  };
}

/** The curve or the pixels of a figure, at a place. */
function drawn(figure: Element, x: number): string {
  const { width, height } = box;
  const canvas = figure.querySelector('canvas');
  if (canvas !== null)
    return `<image x="${x}" y="0" width="${width}" height="${height}" href="${canvas.toDataURL()}"/>`;
  const curve = figure.querySelector('svg')?.cloneNode(true) as SVGElement | undefined;
  if (curve === undefined) return '';
  for (const [name, value] of Object.entries({ x, y: 0, width, height }))
    curve.setAttribute(name, String(value));
  return new XMLSerializer().serializeToString(curve);
}
