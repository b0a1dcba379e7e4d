import { useEffect, useRef } from 'react';
import type { Pixels } from '#src/charts/figures/pixels.ts';

/** Pixels on a plain canvas; decorative: what they show is said beside it. */
export function PixelPicture(props: Pixels & { readonly className: string | undefined }) {
  const { data, width, height, className } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    // Pixels that stay in memory wait for no graphics device.
    const context = canvas.current?.getContext('2d', { willReadFrequently: true });
    context?.putImageData(new ImageData(data, width, height), 0, 0);
  }, [data, width, height]);
  return <canvas ref={canvas} className={className} width={width} height={height} aria-hidden />;
}
