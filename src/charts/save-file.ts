import type { Drawing } from '#src/charts/picture.ts';

/** Pixels of a PNG for each CSS pixel: sharp in print and on dense screens. */
const pngScale = 2;

/** Offers content to the reader as a file of this name. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has its own hold on the content once it began.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

export function svgFile({ svg }: Drawing): Blob {
  return new Blob([svg], { type: 'image/svg+xml' });
}

/** @throws when the browser cannot draw the picture */
export async function pngFile(drawing: Drawing): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(drawing.svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = drawing.width * pngScale;
  canvas.height = drawing.height * pngScale;
  // All that is drawn is read back: from a canvas of software graphics that takes twelve times as long.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('the picture could not be made'))),
      'image/png',
    ),
  );
}

/** Of longer names words in the middle are left out. */
const longestName = 80;

/** A file name for what is saved: "Loss (log)" → "fitscope-loss-log.csv". The last words, as a seed, stay. */
export function fileName(title: string, extension: string): string {
  const words = title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const ending = words
    .splice(-2)
    .map((word) => `-${word}`.slice(0, longestName / 2))
    .join('');
  const name = words.reduce((text, word) => {
    const longer = `${text}-${word}`;
    return longer.length + ending.length <= longestName ? longer : text;
  }, 'fitscope');
  return `${name}${ending}.${extension}`;
}
