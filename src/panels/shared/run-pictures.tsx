import { useMemo } from 'react';
import type { ChartWords } from '#src/charts/chart-frame.tsx';
import { ConfusionChart, RegionsChart } from '#src/charts/class-charts.tsx';
import { Fit1dChart } from '#src/charts/fit-1d-chart.tsx';
import type { SnapshotSource } from '#src/charts/snapshots.ts';
import { SurfaceChart } from '#src/charts/surface-chart.tsx';
import shared from '#src/panels/shared/compare.module.css';
import type { RunView } from '#src/store/library/run-views.ts';

export interface PicturedRun {
  readonly id: string;
  readonly name: string;
  readonly colour: string;
  readonly view: RunView;
}

/** A snapshot that changes no more. */
export function stillSnapshot({ snapshot }: RunView): SnapshotSource {
  return { snapshot, subscribe: () => () => {} };
}

/** What one kept run answers: its fit, its regions or its surface. */
export function RunPictures({ run, ...words }: ChartWords & { readonly run: PicturedRun }) {
  const { header } = run.view;
  const snapshots = useMemo(() => stillSnapshot(run.view), [run.view]);
  const fits = useMemo(() => [{ ...run, snapshots }], [run, snapshots]);
  const props = { ...words, header, snapshots, height: '20rem' };
  if (header.task.answer.kind === 'classes')
    return (
      <>
        <RegionsChart {...props} />
        <ConfusionChart {...props} />
      </>
    );
  if (header.task.inputs.length === 1)
    return (
      <div className={shared.full}>
        <Fit1dChart {...words} header={header} runs={fits} height="22rem" />
      </div>
    );
  return (
    <>
      <SurfaceChart {...props} kind="fit" />
      <SurfaceChart {...props} kind="error" />
    </>
  );
}
