import { useMemo, useState } from 'react';
import {
  type AxisDraft,
  draftFor,
  draftOf,
  sweepOf,
} from '#src/panels/compare/sweep/axis-draft.ts';
import type { SweptFields } from '#src/share/studies-in-links.ts';
import { useAppState, useCompareCommands } from '#src/store/hooks.ts';
import { seedRange } from '#src/studies/make-batch.ts';
import { sweepGroups } from '#src/studies/sweep.ts';

/** A sweep of the experiment in the editor as its reader has set it up so far. @param proposed by a link */
export function useSweepDraft(proposed: SweptFields | null) {
  const base = useAppState((state) => state.experiment);
  const { startSweep } = useCompareCommands();
  const [drafts, setDrafts] = useState<readonly AxisDraft[]>(
    () => proposed?.axes.map((axis) => draftOf(axis, base)) ?? [draftFor('learningRate', base)],
  );
  const [seeds, setSeeds] = useState(proposed?.seeds ?? seedRange(0, 3));
  const [isRandom, setIsRandom] = useState(proposed !== null && proposed.sample !== null);
  const [sample, setSample] = useState(proposed?.sample ?? 20);
  const [refused, setRefused] = useState<readonly string[]>([]);
  const sweep = useMemo(
    () => sweepOf(drafts, { base, seeds, sample: isRandom ? sample : null }),
    [drafts, base, seeds, isRandom, sample],
  );
  const groups = useMemo(() => (sweep.ok ? sweepGroups(sweep.value) : null), [sweep]);
  const experiments = useMemo(
    () => (groups?.ok ? groups.value.map(({ experiment }) => experiment) : []),
    [groups],
  );
  const problems = !sweep.ok
    ? [sweep.error]
    : groups?.ok
      ? refused
      : (groups?.error ?? []).slice(0, 3).map(({ message }) => message);
  return {
    base,
    drafts,
    add: (draft: AxisDraft) => setDrafts([...drafts, draft]),
    remove: (index: number) => setDrafts(drafts.filter((_, i) => i !== index)),
    change(index: number, draft: AxisDraft) {
      setDrafts(drafts.map((other, i) => (i === index ? draft : other)));
      setRefused([]);
    },
    seeds,
    setSeedCount: (count: number) => setSeeds(seedRange(seeds[0] ?? 0, count)),
    isRandom,
    setIsRandom,
    sample,
    setSample,
    /** Null while it is none. */
    sweep: sweep.ok ? sweep.value : null,
    /** Empty while it cannot run. */
    experiments,
    canStart: groups?.ok === true,
    problems,
    start() {
      if (!sweep.ok) return;
      const started = startSweep(sweep.value);
      setRefused(started.ok ? [] : started.error.map(({ message }) => message));
    },
  };
}
