import type { Figure } from '#src/charts/figure.ts';
import { type BandGroup, bandFigure } from '#src/charts/figures/band.ts';
import { regionsFigure } from '#src/charts/figures/classes-2d.ts';
import { oneLossKind } from '#src/charts/figures/curve-kinds.ts';
import { curvesFigure } from '#src/charts/figures/curves.ts';
import { fit1dFigure, fit1dRanges } from '#src/charts/figures/fit-1d.ts';
import { framedPicture } from '#src/charts/picture.ts';
import { figureToSvg } from '#src/charts/plot.tsx';
import { pngFile } from '#src/charts/save-file.ts';
import { runColour } from '#src/charts/theme.ts';
import { fields } from '#src/experiment/fields.ts';
import { samplesPerEpoch } from '#src/experiment/steps.ts';
import type { ReportPicture } from '#src/export/report.ts';
import type { StoredRun } from '#src/library/stored-run.ts';
import { chartRun } from '#src/panels/shared/use-run-data.ts';
import { curveHeader } from '#src/records/curve-header.ts';
import type { RunLog } from '#src/records/run-log.ts';
import type { RunView } from '#src/store/library/run-views.ts';
import { type LossFigure, outcomeFigures } from '#src/studies/outcomes.ts';
import { band } from '#src/studies/seed-statistics.ts';
import { guessingLabels } from '#src/words/guessing.ts';

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
const square = { width: 560, height: 560 } as const;
/** From so many repetitions on, a band says more than single lines. */
const bandSeeds = 3;
/** Regions are drawn of so many runs at most. */
const mostRegions = 6;

/** The curves as lines or as bands over seeds, and what was learnt. */
export async function reportPictures(
  groups: readonly PicturedGroup[],
  figure: LossFigure,
): Promise<readonly ReportPicture[]> {
  const runs = groups.flatMap((group) => group.runs);
  const title = outcomeFigures[figure].label;
  const hasBands = groups.some((group) => group.runs.length >= bandSeeds);
  const curves = hasBands
    ? await picture(`${title}: median and 10 to 90 % of the seeds`, bands(groups, figure), size)
    : await picture(title, lines(runs, figure), size);
  return [curves, ...(await learnt(runs))];
}

function lines(runs: readonly PicturedReportRun[], figure: LossFigure): Figure {
  const losses = new Set(runs.map(({ run }) => fields.loss.options[run.experiment.loss]));
  const kind = oneLossKind(
    losses.size === 1 ? [...losses].join() : 'Loss (of different kinds)',
    figure,
  );
  const drawn = runs.flatMap(({ run, name, log, view }) =>
    log === null ? [] : [chartRun(run, name, log, view ?? undefined, theme)],
  );
  const view = { x: 'epoch', y: 'log', smoothing: 0 } as const;
  return curvesFigure(kind, { runs: drawn, view, theme }, { ...size, zoom: {} });
}

function bands(groups: readonly PicturedGroup[], figure: LossFigure): Figure {
  const drawn = groups.map(({ name, runs }, g): BandGroup => {
    const known = runs.flatMap(({ run, log }) => (log === null ? [] : [{ run, log }]));
    return {
      id: `group-${g}`,
      name,
      colour: runColour(g, theme),
      band: band(
        known.map(({ run, log }) => ({
          seed: run.experiment.seed,
          records: log,
          stopped: run.stopped,
        })),
        figure,
      ),
      runs: known.map(({ run, log }) => ({
        seed: run.experiment.seed,
        log,
        header: curveHeader(run.experiment),
        samplesPerEpoch: samplesPerEpoch(run.experiment),
      })),
    };
  });
  const view = { x: 'epoch', xScale: 'linear', y: 'log' } as const;
  const guessing = groups[0]?.runs[0]?.view?.header.guessing ?? null;
  const input = {
    groups: drawn,
    column: figure,
    yTitle: outcomeFigures[figure].label,
    reference: guessing && { value: guessing.loss, label: guessingLabels[guessing.answer] },
    view,
    theme,
  } as const;
  return bandFigure(input, { ...size, zoom: {} });
}

async function learnt(runs: readonly PicturedReportRun[]): Promise<readonly ReportPicture[]> {
  const [first] = runs;
  const header = first?.view?.header;
  if (first === undefined || header === undefined) return [];
  if (header.task.inputs.length === 1) {
    const fits = runs.flatMap(({ run, name, view }) =>
      view === null || run.experiment.target !== first.run.experiment.target
        ? []
        : [
            {
              id: run.id,
              name,
              colour: runColour(run.colour, theme),
              predictions: view.snapshot.predictions,
            },
          ],
    );
    const input = { header, fits, showHeldOut: false, theme, previous: null } as const;
    const drawn = fit1dFigure(input, fit1dRanges(input), { ...size, zoom: {} });
    return [await picture('Fit', drawn, size)];
  }
  if (header.task.answer.kind === 'numbers') return [];
  const made: ReportPicture[] = [];
  for (const { name, view } of runs.slice(0, mostRegions)) {
    if (view === null) continue;
    const drawn = regionsFigure({ ...view, set: 'train', theme }, { ...square, zoom: {} });
    made.push(await picture(`Decision regions: ${name}`, drawn, square));
  }
  return made;
}

async function picture(
  title: string,
  figure: Figure,
  extent: { readonly width: number; readonly height: number },
): Promise<ReportPicture> {
  const svg = await figureToSvg(figure);
  const drawing = framedPicture({ svg, ...extent }, { title, footer: '', theme });
  return { title, dataUrl: await dataUrlOf(await pngFile(drawing)) };
}

function dataUrlOf(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string); // what readAsDataURL gives
    reader.onerror = () => reject(new Error('the picture could not be read'));
    reader.readAsDataURL(blob);
  });
}
