import { useElementSize } from '@mantine/hooks';
import { useMemo } from 'react';
import { ChartFrame } from '#src/charts/chart-frame.tsx';
import type { ViewChartProps } from '#src/charts/chart-props.ts';
import { svgOf } from '#src/charts/drawn-apart.ts';
import {
  layoutNetwork,
  networkInWords,
  parameterTable,
  shownUnits,
  statesInWords,
} from '#src/charts/figures/network-diagram.ts';
import { NetworkDrawing } from '#src/charts/network-drawing.tsx';
import type { Drawing } from '#src/charts/picture.ts';
import type { ChartTheme } from '#src/charts/theme.ts';
import { useChanges } from '#src/charts/use-changes.ts';
import { words } from '#words/charts/charts.ts';

/** Milliseconds between two drawings: weights are watched drifting, not jittering. */
const interval = 150;

/** The network itself: its units, and its weights and biases as they change. */
export function NetworkChart(props: ViewChartProps) {
  const { header, snapshots, unitStates, frame } = props;
  const { ref: place, width, height: room } = useElementSize<HTMLDivElement>();
  const sources = useMemo(
    () => [snapshots, ...(unitStates ? [unitStates] : [])],
    [snapshots, unitStates],
  );
  useChanges(sources, interval);
  const states = unitStates?.of(snapshots.snapshot) ?? null;
  const marked = states === null ? '' : statesInWords(states);
  const marksStates = marked !== '';
  const diagram = useMemo(
    () => layoutNetwork(header, width, room, marksStates),
    [header, width, room, marksStates],
  );
  const parameters = snapshots.snapshot?.parameters ?? null;
  const inWords = [networkInWords(header), marked].filter(Boolean).join(' ');
  const sampled = [header.networkInputs, ...header.layerUnits].some((size) => size > shownUnits);

  const draw = (colours: ChartTheme) => (
    <NetworkDrawing
      header={header}
      diagram={diagram}
      parameters={parameters}
      states={states}
      width={width}
      height={room}
      theme={colours}
    />
  );

  const picture = async (colours: ChartTheme): Promise<Drawing> => ({
    svg: svgOf(draw(colours)),
    width,
    height: room,
  });

  return (
    <ChartFrame
      {...frame}
      title={words.network}
      description={inWords}
      note={sampled ? words.largeLayers(inWords, shownUnits) : inWords}
      sources={sources}
      table={() => parameterTable(header, snapshots.snapshot?.parameters ?? null)}
      picture={picture}
    >
      <div ref={place} style={{ height: '100%', overflow: 'hidden' }}>
        {width > 0 && draw(frame.theme)}
      </div>
    </ChartFrame>
  );
}
