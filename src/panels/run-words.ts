import { formatCount, formatNumber } from '#src/charts/format.ts';
import { experimentName } from '#src/experiment/names.ts';
import { type OutcomeFigure, outcomeFigures } from '#src/runs/outcomes.ts';
import type { StoredRun } from '#src/runs/stored-run.ts';
import { formatDuration } from '#src/ui/duration.ts';

/** What its reader called a run, or what it is. */
export function runName(run: Pick<StoredRun, 'name' | 'experiment'>): string {
  return run.name ?? experimentName(run.experiment);
}

/** Names that tell runs apart, by id: with the seed, then the engine, where that takes it. */
export function distinctRunNames(runs: readonly StoredRun[]): ReadonlyMap<string, string> {
  const steps = [
    runName,
    (run: StoredRun) => `${runName(run)} · seed ${run.experiment.seed}`,
    (run: StoredRun) => `${runName(run)} · seed ${run.experiment.seed} · ${run.engine}`,
  ];
  return new Map(
    runs.map((run) => {
      const isUnique = (name: (other: StoredRun) => string) =>
        runs.every((other) => other === run || name(other) !== name(run));
      const name = steps.find(isUnique) ?? (steps.at(-1) as (run: StoredRun) => string);
      return [run.id, name(run)];
    }),
  );
}

/** A measured figure as lists show it; a dash where nothing was measured. */
export function figureText(value: number, figure: OutcomeFigure | 'bestHeldOutLoss'): string {
  if (Number.isNaN(value)) return '–';
  const isLoss = figure === 'bestHeldOutLoss' || outcomeFigures[figure].lowerIsBetter;
  if (isLoss) return value === Number.POSITIVE_INFINITY ? '∞' : formatNumber(value, 4);
  return `${(100 * value).toFixed(1)} %`;
}

/** How a run ended, in a few words; empty where it went to its end. */
export function endingText(run: Pick<StoredRun, 'stopped' | 'figures' | 'experiment'>): string {
  const { stopped, figures, experiment } = run;
  if (stopped === null)
    return `interrupted at epoch ${formatCount(figures.epochs)} of ${formatCount(experiment.epochs)}`;
  switch (stopped.kind) {
    case 'epochs':
      return '';
    case 'target_loss':
      return `reached its target loss in epoch ${formatCount(stopped.epoch)}`;
    case 'patience':
      return `no more improvement by epoch ${formatCount(stopped.epoch)}`;
    case 'non_finite':
      return `diverged in epoch ${formatCount(stopped.epoch)}`;
  }
}

export function secondsText(seconds: number): string {
  return seconds < 0.0005
    ? '0 s'
    : seconds < 1
      ? `${Number(seconds.toPrecision(2))} s`
      : formatDuration(seconds);
}
