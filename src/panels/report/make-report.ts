import type { Figure } from '#src/charts/figure.ts';
import { lossKind } from '#src/charts/figures/curve-kinds.ts';
import { curvesFigure } from '#src/charts/figures/curves.ts';
import { fit1dFigure, fit1dRanges } from '#src/charts/figures/fit-1d.ts';
import { framedPicture } from '#src/charts/picture.ts';
import { figureToSvg } from '#src/charts/plot.tsx';
import { pngFile } from '#src/charts/save-file.ts';
import { runColour } from '#src/charts/theme.ts';
import { differences } from '#src/experiment/differences.ts';
import { fields } from '#src/experiment/fields.ts';
import type { Report, ReportPicture } from '#src/export/report.ts';
import { distinctRunNames, runName } from '#src/panels/run-words.ts';
import { chartRun } from '#src/panels/use-run-data.ts';
import { compareGroups, comparisonSentence } from '#src/runs/comparison.ts';
import { type LossFigure, outcomeFigures, outcomeOf } from '#src/runs/outcomes.ts';
import type { StoredRun } from '#src/runs/stored-run.ts';
import { toHash } from '#src/share/link-codec.ts';
import type { Compare } from '#src/store/compare.ts';

export interface ReportRequest {
  readonly ids: readonly string[];
  readonly title: string;
  readonly asked: string;
  readonly figure: LossFigure;
}

/** Pictures are made for paper. */
const theme = 'light';
const pictureSize = { width: 960, height: 520 } as const;

/** Gathers what a report of runs shows. */
export async function makeReport(
  { library, batches, views }: Compare,
  { ids, title, asked, figure }: ReportRequest,
): Promise<Report> {
  const runs = library.store.getState().runs.filter(({ id }) => ids.includes(id));
  const names = distinctRunNames(runs);
  const batchNames = new Map(
    batches.store
      .getState()
      .batches.map(({ id, batch }) => [id, batch.groups.map((group) => group.name)]),
  );
  return {
    title: title.trim() || 'What was compared',
    asked: asked.trim(),
    runs: runs.map((run) => ({
      name: names.get(run.id) as string,
      link: new URL(`#${toHash(run.experiment)}`, document.baseURI).href,
      seed: run.experiment.seed,
      engine: run.engine,
      figures: run.figures,
    })),
    differences: differences(
      runs.map(({ experiment }) => experiment),
      ['seed'],
    ),
    findings: findings(runs, figure, batchNames),
    pictures: await pictures(runs, names, figure, views),
  };
}

/** What the seeds support of each pair of experiments among the runs, the first against the others. */
function findings(
  runs: readonly StoredRun[],
  figure: LossFigure,
  batchNames: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const groups: { name: string; runs: StoredRun[] }[] = [];
  for (const run of runs) {
    const known = groups.find(
      ({ runs: [first] }) =>
        first !== undefined &&
        differences([first.experiment, run.experiment], ['seed']).length === 0,
    );
    if (known !== undefined) known.runs.push(run);
    else groups.push({ name: groupName(run, batchNames), runs: [run] });
  }
  const outcomes = groups.map((group) =>
    group.runs.map((run) => ({ seed: run.experiment.seed, value: outcomeOf(run, figure) })),
  );
  const measured = outcomeFigures[figure].label;
  return groups.slice(1).flatMap(({ name }, i) => {
    const comparison = compareGroups(outcomes[0] ?? [], outcomes[i + 1] ?? []);
    if (comparison.pairs === 0) return [];
    return [`${measured}: ${comparisonSentence(comparison, groups[0]?.name ?? '', name)}`];
  });
}

/** The name of the run's group in its batch, where it has one. */
function groupName(run: StoredRun, batchNames: ReadonlyMap<string, readonly string[]>): string {
  const [, group] = run.groupId === null ? [] : run.id.slice(run.groupId.length).split('/');
  return batchNames.get(run.groupId ?? '')?.[Number(group)] ?? runName(run);
}

async function pictures(
  runs: readonly StoredRun[],
  names: ReadonlyMap<string, string>,
  figure: LossFigure,
  views: Compare['views'],
): Promise<readonly ReportPicture[]> {
  const gathered = await Promise.all(
    runs.map(async (run) => ({
      run,
      name: names.get(run.id) as string,
      log: await views.log(run),
      view: await views.view(run),
    })),
  );
  const viewport = { ...pictureSize, zoom: {} };
  const lossNames = new Set(runs.map(({ experiment }) => fields.loss.options[experiment.loss]));
  const kind = lossKind(lossNames.size === 1 ? [...lossNames].join() : 'Loss (of different kinds)');
  const curves = gathered.flatMap(({ run, name, log, view }) =>
    log === null ? [] : [chartRun(run, name, log, view ?? undefined, theme)],
  );
  const made: ReportPicture[] = [
    await picture(
      outcomeFigures[figure].label,
      curvesFigure(
        { ...kind, quantities: kind.quantities.filter(({ column }) => column === figure) },
        { runs: curves, view: { x: 'epoch', y: 'log', smoothing: 0 }, theme },
        viewport,
      ),
    ),
  ];
  const header = gathered[0]?.view?.header;
  if (header?.task !== 'regression_1d') return made;
  const target = runs[0]?.experiment.target;
  const fits = gathered.flatMap(({ run, name, view }) =>
    view === null || run.experiment.target !== target
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
  return [...made, await picture('Fit', fit1dFigure(input, fit1dRanges(input), viewport))];
}

async function picture(title: string, figure: Figure): Promise<ReportPicture> {
  const svg = await figureToSvg(figure);
  const drawing = framedPicture({ svg, ...pictureSize }, { title, footer: '', theme });
  return { title, dataUrl: await dataUrlOf(await pngFile(drawing)) };
}

function dataUrlOf(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(new Error('the picture could not be read'));
    reader.readAsDataURL(blob);
  });
}
