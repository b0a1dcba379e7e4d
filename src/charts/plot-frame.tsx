import { useMediaQuery } from '@mantine/hooks';
import { useRef, useState } from 'react';
import { ChartFrame, type ChartFrameProps } from '#src/charts/chart-frame.tsx';
import type { Drawing } from '#src/charts/picture.ts';
import {
  type Build,
  coarsePointer,
  figureToSvg,
  Plot,
  type PlotEvents,
} from '#src/charts/plot.tsx';
import { ZoomState, zoomedFigure } from '#src/charts/zoom.ts';
import { ZoomMenu } from '#src/charts/zoom-menu.tsx';

export interface PlotFrameProps extends Omit<ChartFrameProps, 'picture' | 'children' | 'tools'> {
  readonly build: Build;
  readonly events?: PlotEvents | undefined;
  /** False where the whole is always in view. */
  readonly zoomable?: boolean;
}

/** Width of an exported picture in CSS pixels, whatever the screen. */
const pictureWidth = 960;
const pictureHeight = { least: 420, most: 960 } as const;

/** A chart drawn by Plotly, in its frame. */
export function PlotFrame({ build, events, zoomable = true, ...frame }: PlotFrameProps) {
  const [zoom] = useState(() => new ZoomState());
  const [fingersZoom, setFingersZoom] = useState(false);
  const hasFingers = useMediaQuery(coarsePointer, false, { getInitialValueInEffect: false });
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
    <ChartFrame
      {...frame}
      picture={picture}
      tools={
        // A mouse drags to zoom as it is, and has the buttons in the chart.
        hasFingers &&
        zoomable && (
          <ZoomMenu
            id={frame.id}
            title={frame.title}
            fingersZoom={fingersZoom}
            onFingersZoom={setFingersZoom}
            onReset={() => zoom.set({})}
          />
        )
      }
    >
      <div ref={shape} style={{ height: '100%' }}>
        <Plot
          build={build}
          sources={frame.sources}
          zoom={zoom}
          fingersZoom={fingersZoom}
          events={events}
        />
      </div>
    </ChartFrame>
  );
}
