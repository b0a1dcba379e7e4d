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
import { SurfaceChart } from '#src/charts/surface-chart.tsx';
import { runColour } from '#src/charts/theme.ts';
import { fields } from '#src/experiment/fields.ts';
import { experimentName } from '#src/experiment/names.ts';
import type { RunHeader } from '#src/runs/run-header.ts';
import { useAppState, useLive, useServices } from '#src/store/hooks.ts';
import classes from './charts.module.css';

/** Every chart of the run on show: what is learnt first, then how it went. */
export function Charts() {
  const header = useLive('header');
  if (header === null) return null;
  return (
    <div className={classes.container}>
      <div className={classes.grid}>
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
  const runs = useMemo(() => {
    const run = { id: header.runId, name: 'this run', colour: runColour(0, theme) };
    return { curves: [{ ...run, header, log: live.log }], fits: [{ ...run, snapshots: live }] };
  }, [header, live, theme]);

  const words = { theme, footer };
  const ofHeader = { ...words, header, snapshots: live };
  const ofLog = { ...words, runs: runs.curves };
  const isRegression = header.classes === null;
  const loss = (
    <Card key="loss" size="third">
      <LossChart
        {...ofLog}
        lossName={lossName}
        y={isRegression ? 'log' : 'linear'}
        height={header.task === 'regression_2d' ? curveHeight : pictureHeight}
      />
    </Card>
  );
  return (
    <>
      {header.task === 'classes_2d' && (
        <>
          <Card size="third">
            <ClassDataChart {...ofHeader} height={pictureHeight} />
          </Card>
          <Card size="third">
            <RegionsChart {...ofHeader} height={pictureHeight} />
          </Card>
        </>
      )}
      {header.task === 'regression_1d' && (
        <Card size="large">
          <Fit1dChart {...words} header={header} runs={runs.fits} height={pictureHeight} />
        </Card>
      )}
      {header.task === 'regression_2d' &&
        (['target', 'fit', 'error'] as const).map((kind) => (
          <Card key={kind} size="third">
            <SurfaceChart {...ofHeader} kind={kind} height={pictureHeight} />
          </Card>
        ))}
      {loss}
      {header.classes !== null && (
        <>
          <Card size="third">
            <AccuracyChart {...ofLog} classes={header.classes} height={curveHeight} />
          </Card>
          <Card size="third">
            <ConfusionChart {...ofHeader} height={curveHeight} />
          </Card>
        </>
      )}
      <Card size="half">
        <LearningRateChart {...ofLog} height={curveHeight} />
      </Card>
      <Card size="half">
        <GradientNormChart {...ofLog} height={curveHeight} />
      </Card>
    </>
  );
}

function Card({ size, children }: { size: 'third' | 'half' | 'large'; children: ReactNode }) {
  return <section className={`${classes.card} ${classes[size]}`}>{children}</section>;
}
