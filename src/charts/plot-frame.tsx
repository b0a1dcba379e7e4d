import { ActionIcon } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconZoomReset } from '@tabler/icons-react';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { ChartFrame, type ChartFrameProps } from '#src/charts/chart-frame.tsx';
import type { Drawing } from '#src/charts/picture.ts';
import classes from '#src/charts/plot.module.css';
import {
  type Build,
  coarsePointer,
  figureToSvg,
  type Hovered,
  Plot,
  type PlotEvents,
} from '#src/charts/plot.tsx';
import type { ChartTheme } from '#src/charts/theme.ts';
import { noZoom, ZoomState, zoomedFigure } from '#src/charts/zoom.ts';
import { ZoomMenu } from '#src/charts/zoom-menu.tsx';
import { words } from '#words/charts/charts.ts';

export interface PlotFrameProps extends Omit<ChartFrameProps, 'picture' | 'children' | 'tools'> {
  readonly build: Build;
  readonly events?: PlotEvents | undefined;
  /** A word on what the pointer is over, beside what the traces say; empty: none. */
  readonly nearby?: ((hovered: Hovered) => string) | undefined;
  /** False where the whole is always in view. */
  readonly zoomable?: boolean;
}

/** Width of an exported picture in CSS pixels, whatever the screen. */
const pictureWidth = 960;
const pictureHeight = { least: 420, most: 960 } as const;

/** A chart drawn by Plotly, in its frame. */
export function PlotFrame({ build, events, nearby, zoomable = true, ...frame }: PlotFrameProps) {
  const [readout, setReadout] = useState<readonly string[]>([]);
  const [zoom] = useState(() => new ZoomState());
  const isZoomed = useSyncExternalStore(zoom.subscribe, () => zoom.current !== noZoom);
  const [fingersZoom, setFingersZoom] = useState(false);
  const hasFingers = useMediaQuery(coarsePointer, false, { getInitialValueInEffect: false });
  const shape = useRef<HTMLDivElement>(null);

  useEffect(() => zoom.showing(frame.subject), [zoom, frame.subject]);

  async function picture(theme: ChartTheme): Promise<Drawing> {
    const place = shape.current;
    const proportion = place && place.clientWidth > 0 ? place.clientHeight / place.clientWidth : 0;
    const width = pictureWidth;
    const height = Math.min(
      Math.max(Math.round(width * proportion), pictureHeight.least),
      pictureHeight.most,
    );
    const figure = build({ width, height, zoom: zoom.current }, theme);
    return { svg: await figureToSvg(zoomedFigure(figure, zoom.current)), width, height };
  }

  return (
    <ChartFrame
      {...frame}
      picture={picture}
      tools={
        // A mouse drags to zoom as it is.
        hasFingers &&
        zoomable && (
          <ZoomMenu
            id={frame.id}
            title={frame.title}
            fingersZoom={fingersZoom}
            onFingersZoom={setFingersZoom}
            onReset={() => zoom.set(noZoom)}
          />
        )
      }
    >
      <div ref={shape} style={{ height: '100%', position: 'relative' }}>
        <Plot
          build={build}
          theme={frame.theme}
          sources={frame.sources}
          zoom={zoom}
          fingersZoom={fingersZoom}
          events={{
            ...events,
            hover: (hovered) => {
              const word = hovered && nearby?.(hovered);
              setReadout(hovered === null ? [] : [...hovered.lines, ...(word ? [word] : [])]);
            },
          }}
        />
        {isZoomed && (
          <ActionIcon
            className={classes.unzoom ?? ''}
            variant="light"
            color="indigo"
            aria-label={words.showAll(frame.title)}
            data-tip={words.showAllDoubleClick}
            data-testid={`unzoom-${frame.id}`}
            onClick={() => zoom.set(noZoom)}
          >
            <IconZoomReset size={18} stroke={1.6} aria-hidden />
          </ActionIcon>
        )}
        {readout.length > 0 && (
          <div className={classes.readout} data-testid={`readout-${frame.id}`}>
            {readout.map((line) => (
              <span key={line}>{line}</span>
            ))}
          </div>
        )}
      </div>
    </ChartFrame>
  );
}
