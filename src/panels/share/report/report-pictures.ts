import { stillsOf } from '#src/charts/charts.tsx';
import type { Figure } from '#src/charts/figure.ts';
import { type BandGroup, bandFigure } from '#src/charts/figures/band.ts';
import { oneLossKind } from '#src/charts/figures/curve-kinds.ts';
import { curvesFigure } from '#src/charts/figures/curves.ts';
import { framedPicture } from '#src/charts/picture.ts';
import { figureToSvg } from '#src/charts/plot.tsx';
import { pngFile } from '#src/charts/save-file.ts';
import { curvesOf } from '#src/charts/shown-run.ts';
import type { Still, StillRun } from '#src/charts/stills.ts';
import { samplesPerEpoch } from '#src/experiment/steps.ts';
import type { ReportPicture } from '#src/export/report.ts';
import type { StoredRun } from '#src/library/stored-run.ts';
import { representatives } from '#src/panels/share/report/report-groups.ts';
import { curveHeader } from '#src/records/curve-header.ts';
import { shownGuessing } from '#src/records/loss-unit.ts';
import type { RunLog } from '#src/records/run-log.ts';
import type { RunView } from '#src/store/library/run-views.ts';
import { type LossMetric, outcomeOf } from '#src/studies/outcomes.ts';
import { band } from '#src/studies/seed-statistics.ts';
import { metricLabel } from '#words/losses.ts';
import { words } from '#words/share/report.ts';

/** A run of a report with all that its pictures need. */
export interface PicturedReportRun {
  readonly run: StoredRun;
  readonly name: string;
  readonly log: RunLog | null;
  readonly view: RunView | null;
}

/** Runs of one experiment. */
export interface PicturedGroup {
  readonly name: string;
  readonly runs: readonly PicturedReportRun[];
}

/** Pictures are made for paper. */
const theme = 'light';
const size = { width: 960, height: 520 } as const;
/** From so many repetitions on, a band says more than single lines. */
const severalSeeds = 3;
/** Runs of which each has pictures of its own, where there are no more groups. */
const mostPictured = 6;

/** The curves as lines or as bands over seeds, and what was learnt. */
export function reportPictures(
  groups: readonly PicturedGroup[],
  metric: LossMetric,
): readonly Still[] {
  const runs = groups.flatMap((group) => group.runs);
  const title = metricLabel(
    metric,
    runs.map(({ run }) => run),
  );
  const hasBands = groups.some((group) => group.runs.length >= severalSeeds);
  const curves = hasBands
    ? { title: words.medianAnd10To90OfThe(title), figure: bands(groups, metric), ...size }
    : { title, figure: lines(runs, metric), ...size };
  return [curves, ...learnt(groups, hasBands, metric)];
}

function lines(runs: readonly PicturedReportRun[], metric: LossMetric): Figure {
  const kind = oneLossKind(
    runs.map(({ run }) => run),
    metric,
  );
  const drawn = curvesOf(
    runs.map(({ run, name, log, view }) => ({
      id: run.id,
      name,
      colour: run.colour,
      experiment: run.experiment,
      lossFactor: run.lossFactor,
      answerVariance: run.answerVariance ?? null,
      log,
      view,
    })),
  );
  const view = { x: 'epoch', y: 'log', smoothing: 0 } as const;
  return curvesFigure(kind, { runs: drawn, view, theme }, { ...size, zoom: {} });
}

function bands(groups: readonly PicturedGroup[], metric: LossMetric): Figure {
  const drawn = groups.map(({ name, runs }, g): BandGroup => {
    const known = runs.flatMap(({ run, log }) => (log === null ? [] : [{ run, log }]));
    const [first] = runs;
    return {
      id: `group-${g}`,
      name,
      colour: g,
      band: band(
        known.map(({ run, log }) => ({
          seed: run.experiment.seed,
          records: log,
          stopped: run.stopped,
        })),
        metric,
      ),
      runs: known.map(({ run, log }) => ({
        seed: run.experiment.seed,
        log,
        header: curveHeader(run.experiment),
        samplesPerEpoch: samplesPerEpoch(run.experiment),
      })),
      guessing: shownGuessing(first?.view?.header.guessing ?? null, first?.run.lossFactor ?? null),
    };
  });
  const view = { x: 'epoch', xScale: 'linear', y: 'log' } as const;
  const runs = groups.flatMap((group) => group.runs);
  const input = {
    groups: drawn,
    column: metric,
    yTitle: metricLabel(
      metric,
      runs.map(({ run }) => run),
    ),
    view,
    theme,
  } as const;
  return bandFigure(input, { ...size, zoom: {} });
}

/** What was learnt, by the charts that show it, of runs that stand for their groups. */
function learnt(
  groups: readonly PicturedGroup[],
  byGroup: boolean,
  metric: LossMetric,
): readonly Still[] {
  const shown = representatives(
    groups.map(({ runs }) => runs.filter(({ view }) => view !== null)),
    ({ run }) => outcomeOf(run, metric),
    mostPictured,
  );
  const known = shown.flatMap((runs, g) =>
    runs.flatMap(({ run, name, view }): StillRun[] => {
      const colour = byGroup ? g : run.colour;
      return view === null ? [] : [{ id: run.id, name, colour, ...view }];
    }),
  );
  return stillsOf(known, theme);
}

/** Draws a picture of a report. */
export async function drawn({ title, figure, ...extent }: Still): Promise<ReportPicture> {
  const svg = await figureToSvg(figure);
  const drawing = framedPicture({ svg, ...extent }, { title, footer: '', theme });
  return { title, source: await dataUrlOf(await pngFile(drawing)) };
}

function dataUrlOf(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string); // what readAsDataURL gives
    reader.onerror = () => reject(new Error('the picture could not be read'));
    reader.readAsDataURL(blob);
  });
}
