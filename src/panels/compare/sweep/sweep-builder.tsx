import { Alert, Box, Button, Checkbox } from '@mantine/core';
import { IconPlayerPlayFilled, IconPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { err, ok, type Result } from '#src/lib/result.ts';
import { batchLimits } from '#src/library/batch.ts';
import { PresetBatches } from '#src/panels/compare/shared/preset-batches.tsx';
import { TimeEstimate } from '#src/panels/compare/shared/time-left.tsx';
import {
  type AxisDraft,
  axisOf,
  draftFor,
  draftOf,
  sweepableFields,
} from '#src/panels/compare/sweep/axis-draft.ts';
import { AxisEditor } from '#src/panels/compare/sweep/axis-editor.tsx';
import { RayTuneButton } from '#src/panels/compare/sweep/ray-tune-button.tsx';
import classes from '#src/panels/compare/sweep/sweep.module.css';
import type { SweptFields } from '#src/share/studies-in-links.ts';
import { useAppState, useCompareCommands } from '#src/store/hooks.ts';
import { seedRange } from '#src/studies/make-batch.ts';
import { type Sweep, sweepGroups } from '#src/studies/sweep.ts';
import { Card } from '#src/ui/card.tsx';
import { NumberBox } from '#src/ui/number-box.tsx';
import { Prose } from '#src/ui/prose.tsx';
import { Row } from '#src/ui/row.tsx';
import { experimentName } from '#src/words/names.ts';
import { words } from '#words/compare/sweep.ts';
import { fromTo } from '#words/forms.ts';

/** Sets a sweep of the experiment in the editor up, and starts it. @param proposed by a link */
export function SweepBuilder({ proposed }: { readonly proposed: SweptFields | null }) {
  const base = useAppState((state) => state.experiment);
  const { startSweep } = useCompareCommands();
  const [drafts, setDrafts] = useState<readonly AxisDraft[]>(
    () => proposed?.axes.map((axis) => draftOf(axis, base)) ?? [draftFor('learningRate', base)],
  );
  const [seeds, setSeeds] = useState(proposed?.seeds ?? seedRange(0, 3));
  const [isRandom, setIsRandom] = useState(proposed !== null && proposed.sample !== null);
  const [sample, setSample] = useState(proposed?.sample ?? 20);
  const [refused, setRefused] = useState<readonly string[]>([]);
  const sweep = useMemo((): Result<Sweep> => {
    const axes = [];
    for (const draft of drafts) {
      const axis = axisOf(draft);
      if (!axis.ok) return axis;
      axes.push(axis.value);
    }
    const made = { base, axes, seeds, sample: isRandom ? sample : null };
    return ok(made as unknown as Sweep);
  }, [drafts, base, seeds, isRandom, sample]);
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

  const change = (index: number, draft: AxisDraft) => {
    setDrafts(drafts.map((other, i) => (i === index ? draft : other)));
    setRefused([]);
  };
  const start = () => {
    if (!sweep.ok) return;
    const started = startSweep(sweep.value);
    setRefused(started.ok ? [] : started.error.map(({ message }) => message));
  };
  const unused = sweepableFields(base).find((id) => drafts.every(({ field }) => field !== id));

  return (
    <Card order={2} title={words.sweep}>
      <Prose look="quiet">{words.oneFieldOrTwoOverMany(experimentName(base))}</Prose>
      <PresetBatches ids={['switch-point']} />
      <div className={classes.axes}>
        {drafts.map((draft, i) => (
          <AxisEditor
            // Axes have no name of their own, and never change places.
            // oxlint-disable-next-line react/no-array-index-key
            key={i}
            index={i}
            base={base}
            draft={draft}
            taken={drafts.filter((_, other) => other !== i).map(({ field }) => field)}
            onChange={(next) => change(i, next)}
            onRemove={drafts.length > 1 ? () => setDrafts(drafts.filter((_, o) => o !== i)) : null}
          />
        ))}
        {drafts.length < 2 && unused !== undefined && (
          <Button
            size="xs"
            variant="default"
            className={classes.add ?? ''}
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() =>
              setDrafts([
                ...drafts,
                draftFor(
                  drafts.some(({ field }) => field === 'batchSize') ? unused : 'batchSize',
                  base,
                ),
              ])
            }
          >
            {words.aSecondField}
          </Button>
        )}
      </div>
      <Row mt="0.75rem">
        <Box w="6rem">
          <NumberBox
            label={words.seedsEach}
            testId="sweep-seed-count"
            value={seeds.length}
            onChange={(value) => {
              if (!Number.isInteger(value) || value < 1 || value > batchLimits.seeds)
                return err(fromTo(1, batchLimits.seeds));
              setSeeds(seedRange(seeds[0] ?? 0, value));
              return ok(value);
            }}
          />
        </Box>
        <Checkbox
          className={classes.check ?? ''}
          wrapperProps={{ 'data-testid': 'try-random' }}
          label={words.trySomeAtRandom}
          checked={isRandom}
          onChange={(event) => setIsRandom(event.currentTarget.checked)}
        />
        {isRandom && (
          <Box w="6rem">
            <NumberBox
              label={words.howMany}
              value={sample}
              onChange={(value) => {
                if (!Number.isInteger(value) || value < 1) return err(words.oneOrMore);
                setSample(value);
                return ok(value);
              }}
            />
          </Box>
        )}
        <Button
          leftSection={<IconPlayerPlayFilled size={16} aria-hidden />}
          disabled={!groups?.ok}
          data-testid="start-sweep"
          onClick={start}
        >
          {words.startTheSweep}
        </Button>
        {sweep.ok && <RayTuneButton sweep={sweep.value} />}
        <TimeEstimate experiments={experiments} seeds={seeds.length} />
      </Row>
      {problems.length > 0 && (
        <Alert color="red" mt="sm" title={words.thisSweepCannotRun}>
          {problems.join('; ')}
        </Alert>
      )}
    </Card>
  );
}
