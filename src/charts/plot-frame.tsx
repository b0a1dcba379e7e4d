import { useRef } from 'react';
import { ChartFrame, type ChartFrameProps } from '#src/charts/chart-frame.tsx';
import type { Zoom } from '#src/charts/figure.ts';
import type { Drawing } from '#src/charts/picture.ts';
import { type Build, figureToSvg, Plot, type PlotEvents } from '#src/charts/plot.tsx';
import { zoomedFigure } from '#src/charts/zoom.ts';

export interface PlotFrameProps extends Omit<ChartFrameProps, 'picture' | 'children'> {
  readonly build: Build;
  readonly events?: PlotEvents | undefined;
}

/** Width of an exported picture in CSS pixels, whatever the screen. */
const pictureWidth = 960;
const pictureHeight = { least: 420, most: 960 } as const;

/** A chart drawn by Plotly, in its frame. */
export function PlotFrame({ build, events, ...frame }: PlotFrameProps) {
  const zoom = useRef<Zoom>({});
  const shape = useRef<HTMLDivElement>(null);

  async function picture(): Promise<Drawing> {
    const place = shape.current;
    const proportion = place && place.clientWidth > 0 ? place.clientHeight / place.clientWidth : 0;
    const width = pictureWidth;
    const height = Math.min(
      Math.max(Math.round(width * proportion), pictureHeight.least),
      pictureHeight.most,
    );
    const figure = build({ width, height, zoom: zoom.current });
    return { svg: await figureToSvg(zoomedFigure(figure, zoom.current)), width, height };
  }

  return (
    <ChartFrame {...frame} picture={picture}>
      <div ref={shape} style={{ height: '100%' }}>
        <Plot build={build} sources={frame.sources} zoom={zoom} events={events} />
      </div>
    </ChartFrame>
  );
}
