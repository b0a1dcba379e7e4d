import { useComputedColorScheme } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { ClassDataChart, ConfusionChart, RegionsChart } from '#src/charts/class-charts.tsx';
import {
  AccuracyChart,
  GradientNormChart,
  LearningRateChart,
  LossChart,
} from '#src/charts/curve-charts.tsx';
import { Fit1dChart } from '#src/charts/fit-1d-chart.tsx';
import { NetworkChart } from '#src/charts/network-chart.tsx';
import { SurfaceChart } from '#src/charts/surface-chart.tsx';
import { runColour } from '#src/charts/theme.ts';
import { fields } from '#src/experiment/fields.ts';
import { experimentName } from '#src/experiment/names.ts';
import classes from '#src/panels/train/charts/charts.module.css';
import type { RunHeader } from '#src/records/run-header.ts';
import { useAppState, useLive, useServices } from '#src/store/hooks.ts';

/**
 * Every chart of the run on show: what is learnt first, then how it went. `children` stand over the charts, or under the
 * first one where charts stand one under another.
 */
export function Charts({ children }: { children: ReactNode }) {
  const header = useLive('header');
  if (header === null) return children;
  return (
    <div className={classes.container}>
      <div className={classes.grid}>
        {children !== false && <div className={classes.aside}>{children}</div>}
        <ChartsOf header={header} />
      </div>
    </div>
  );
}

/** Heights in which a row of pictures and a row of curves fit one screen. */
const pictureHeight = 'clamp(16rem, 38vh, 26rem)';
const curveHeight = 'clamp(14rem, 30vh, 22rem)';

function ChartsOf({ header }: { header: RunHeader }) {
  const { live } = useServices();
  const theme = useComputedColorScheme('light');
  const footer = useAppState((state) => experimentName(state.experiment));
  const lossName = useAppState((state) => fields.loss.options[state.experiment.loss]);
  const scheduled = useAppState((state) => state.experiment.schedule !== 'constant');
  const runs = useMemo(() => {
    const run = { id: header.runId, name: 'this run', colour: runColour(0, theme) };
    return { curves: [{ ...run, header, log: live.log }], fits: [{ ...run, snapshots: live }] };
  }, [header, live, theme]);

  const isClasses = header.task.answer.kind === 'classes';
  const isLine = header.task.inputs.length === 1;
  const words = { theme, footer };
  const ofHeader = { ...words, header, snapshots: live };
  const ofLog = { ...words, runs: runs.curves };
  const square = { ...ofHeader, height: pictureHeight };
  const network = <NetworkChart {...ofHeader} height={curveHeight} />;
  const loss = (y: 'linear' | 'log') => (
    <LossChart {...ofLog} lossName={lossName} y={y} height={pictureHeight} />
  );
  return (
    <>
      {isClasses && (
        <>
          <Card size="square">
            <ClassDataChart {...square} />
          </Card>
          <Card size="square" leads>
            <RegionsChart {...square} />
          </Card>
          <Card size="curve">{loss('linear')}</Card>
          <Card size="square">{network}</Card>
          <Card size="square">
            <ConfusionChart {...ofHeader} height={curveHeight} />
          </Card>
          <Card size="curve">
            <AccuracyChart {...ofLog} height={curveHeight} />
          </Card>
        </>
      )}
      {isLine && (
        <>
          <Card size="wide" leads>
            <Fit1dChart {...words} header={header} runs={runs.fits} height={pictureHeight} />
          </Card>
          <Card size="curve">{loss('log')}</Card>
          <Card size="wide">{network}</Card>
        </>
      )}
      {!isClasses && !isLine && (
        <>
          {(['target', 'fit', 'error'] as const).map((kind) => (
            <Card key={kind} size="third" leads={kind === 'fit'}>
              <SurfaceChart {...square} kind={kind} />
            </Card>
          ))}
          <Card size="half">{loss('log')}</Card>
          <Card size="half">{network}</Card>
        </>
      )}
      <Card size={isLine ? 'curve' : scheduled ? 'half' : 'full'}>
        <GradientNormChart {...ofLog} height={curveHeight} />
      </Card>
      {scheduled && (
        <Card size={isLine ? 'full' : 'half'}>
          <LearningRateChart {...ofLog} height={curveHeight} />
        </Card>
      )}
    </>
  );
}

type CardSize = 'square' | 'third' | 'curve' | 'half' | 'wide' | 'full';

interface CardProps {
  readonly size: CardSize;
  /** What the network has learnt: the first chart where only one is in view. */
  readonly leads?: boolean;
  readonly children: ReactNode;
}

function Card({ size, leads = false, children }: CardProps) {
  const place = leads ? classes.leading : '';
  return <section className={`${classes.card} ${classes[size]} ${place}`}>{children}</section>;
}
