import { useEffect, useRef } from 'react';
import type { Pixels } from '#src/charts/figures/pixels.ts';
import { whenSeen } from '#src/charts/when-seen.ts';

interface PixelPictureProps {
  /** Called when the picture is seen: many are not. Keep the same function while it is of the same. */
  readonly paint: () => Pixels;
  readonly className: string | undefined;
}

/** Pixels on a plain canvas; decorative: what they show is said beside it. */
export function PixelPicture({ paint, className }: PixelPictureProps) {
  const place = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const canvas = place.current;
    if (canvas === null) return undefined;
    return whenSeen(canvas, () => {
      const { data, width, height } = paint();
      Object.assign(canvas, { width, height });
      // Pixels that stay in memory wait for no graphics device.
      const context = canvas.getContext('2d', { willReadFrequently: true });
      context?.putImageData(new ImageData(data, width, height), 0, 0);
    });
  }, [paint]);
  return <canvas ref={place} className={className} aria-hidden />;
}
