import { useEffect } from 'react';
import type { Experiment } from '#src/experiment/fields.ts';
import { useCompare, useLibrary, useServices } from '#src/store/hooks.ts';
import { estimateSeconds, knownPaces } from '#src/studies/time-estimate.ts';
import { Prose } from '#src/ui/prose.tsx';
import { formatDuration } from '#words/base/numbers.ts';
import { words } from '#words/compare/shared.ts';

interface TimeEstimateProps {
  /** One of each group. Keep the same array while it is the same. */
  readonly experiments: readonly Experiment[];
  readonly seeds: number;
}

/** A measurement that takes longer than this tells nothing that waiting would not. */
const patience = 5000;
/** The reader's hand has come to rest. */
const settleMilliseconds = 700;

/** How many runs a batch is, and about how long they will take here. */
export function TimeEstimate({ experiments, seeds }: TimeEstimateProps) {
  const { compare } = useServices();
  const paces = useCompare((state) => state.paces);
  const runs = useLibrary((state) => state.runs);
  const seconds = estimateSeconds(experiments, [...paces, ...knownPaces(runs)]);
  const [first] = experiments;
  const isUnknown = seconds === null && first !== undefined;
  useEffect(() => {
    if (!isUnknown) return;
    const abort = new AbortController();
    const timers = [
      setTimeout(() => {
        compare.probe(first, abort.signal).catch(() => {});
      }, settleMilliseconds),
      setTimeout(() => abort.abort(), settleMilliseconds + patience),
    ];
    return () => {
      for (const timer of timers) clearTimeout(timer);
      abort.abort();
    };
  }, [isUnknown, first, compare]);

  const total = experiments.length * seeds;
  const workers = first === undefined ? 1 : compare.width(first);
  return (
    <Prose look="quiet" data-testid="estimate" role="status">
      {seconds === null
        ? words.unknownTime(total)
        : words.estimate(
            total,
            formatDuration(Math.max((seconds * seeds) / workers, 0.1)),
            workers,
          )}
    </Prose>
  );
}
