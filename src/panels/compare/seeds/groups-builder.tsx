import { ActionIcon, Alert, Box, Button, NativeSelect, Switch, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { Experiment } from '#src/experiment/fields.ts';
import { presetById, presets } from '#src/experiment/presets.ts';
import { err, ok } from '#src/lib/result.ts';
import { batchLimits } from '#src/library/batch.ts';
import classes from '#src/panels/compare/seeds/seeds.module.css';
import { PresetBatches } from '#src/panels/compare/shared/preset-batches.tsx';
import { StartButton } from '#src/panels/compare/shared/start-button.tsx';
import { TimeEstimate } from '#src/panels/compare/shared/time-left.tsx';
import { useAppState, useCompare, useCompareCommands } from '#src/store/hooks.ts';
import { seedRange } from '#src/studies/make-batch.ts';
import { Card } from '#src/ui/card.tsx';
import { NumberBox } from '#src/ui/number-box.tsx';
import { Prose } from '#src/ui/prose.tsx';
import { Refusals } from '#src/ui/refusals.tsx';
import { Row } from '#src/ui/row.tsx';
import { type NamedExperiment, named } from '#src/words/batches.ts';
import { differences } from '#src/words/differences.ts';
import { experimentName } from '#src/words/names.ts';
import { words } from '#words/compare/seeds.ts';
import { fromTo, inSentence } from '#words/forms.ts';
import { presetWords } from '#words/presets.ts';

/** Gathers experiments, and trains them with the same seeds. */
export function GroupsBuilder() {
  const gathered = useCompare((state) => state.groups);
  const groups = useMemo(() => named(gathered), [gathered]);
  const { startSeeds, setGroups } = useCompareCommands();
  const [count, setCount] = useState(8);
  const [first, setFirst] = useState(0);
  const [lockStep, setLockStep] = useState(true);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const experiments = useMemo(() => groups.map(({ experiment }) => experiment), [groups]);

  const start = () => {
    const seeds = seedRange(first, count);
    const started = startSeeds({ groups: gathered, seeds, lockStep });
    setProblems(started.ok ? [] : started.error.map(({ message }) => message));
    if (started.ok) setGroups([]);
  };

  return (
    <Card order={2} title={words.theSameSeedsForEach}>
      <Prose look="quiet">{words.oneRunProvesLittleAnother}</Prose>
      <PresetBatches ids={['normal-hybrid', 'stuck-seeds']} />
      <ul className={classes.groups}>
        {groups.map((group, i) => (
          // Two groups may be equal in everything but their place.
          // oxlint-disable-next-line react/no-array-index-key
          <GroupRow key={i} index={i} group={group} />
        ))}
      </ul>
      <AddGroup />
      <DifferenceNote groups={groups} />
      {groups.length > 0 && (
        <Refusals>
          <Row mt="0.75rem">
            <Box w="6.5rem">
              <NumberBox
                label={words.seeds}
                testId="seed-count"
                value={count}
                onChange={(value) => {
                  if (!Number.isInteger(value) || value < 1 || value > batchLimits.seeds)
                    return err(fromTo(1, batchLimits.seeds));
                  setCount(value);
                  return ok(value);
                }}
              />
            </Box>
            <Box w="6.5rem">
              <NumberBox
                label={words.fromSeed}
                value={first}
                onChange={(value) => {
                  if (!Number.isInteger(value) || value < 0 || value > 2 ** 32 - batchLimits.seeds)
                    return err(words.aWholeNumber);
                  setFirst(value);
                  return ok(value);
                }}
              />
            </Box>
            {groups.length > 1 && (
              <Switch
                label={words.sideBySideInLockStep}
                checked={lockStep}
                onChange={(event) => setLockStep(event.currentTarget.checked)}
              />
            )}
            <StartButton label={words.start} testId="start-seeds" onClick={start} />
            <TimeEstimate experiments={experiments} seeds={count} />
          </Row>
        </Refusals>
      )}
      {problems.length > 0 && (
        <Alert color="red" mt="sm" title={words.thisCannotBeStarted}>
          {problems.join('; ')}
        </Alert>
      )}
    </Card>
  );
}

function GroupRow({ index, group }: { index: number; group: NamedExperiment }) {
  const gathered = useCompare((state) => state.groups);
  const { setGroups } = useCompareCommands();
  const rename = (name: string) =>
    setGroups(
      gathered.map((other, i) =>
        i === index ? { ...other, name: name === '' ? null : name } : other,
      ),
    );
  return (
    <li className={classes.group}>
      <TextInput
        aria-label={words.nameOfExperiment(index + 1)}
        className={classes.groupName ?? ''}
        placeholder={group.name}
        value={gathered[index]?.name ?? ''}
        maxLength={60}
        onChange={(event) => rename(event.currentTarget.value)}
      />
      <span className={classes.about}>{experimentName(group.experiment)}</span>
      <ActionIcon
        aria-label={words.remove(group.name)}
        onClick={() => setGroups(gathered.filter((_, i) => i !== index))}
      >
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </li>
  );
}

function AddGroup() {
  const present = useAppState((state) => state.experiment);
  const gathered = useCompare((state) => state.groups);
  const { setGroups } = useCompareCommands();
  const add = (experiment: Experiment) => setGroups([...gathered, { name: null, experiment }]);
  return (
    <Row>
      <Button
        leftSection={<IconPlus size={14} aria-hidden />}
        data-testid="gather"
        onClick={() => add(present)}
      >
        {words.addTheExperimentInThe}
      </Button>
      <NativeSelect
        aria-label={words.addAPreset}
        value=""
        data={[
          { value: '', label: words.choosePreset },
          ...presets.map(({ id }) => ({ value: id, label: presetWords[id].title })),
        ]}
        onChange={(event) => {
          const preset = presetById(event.currentTarget.value);
          if (preset !== undefined) add(preset.experiment);
        }}
      />
    </Row>
  );
}

/** A difference between groups should have one cause. */
function DifferenceNote({ groups }: { groups: readonly NamedExperiment[] }) {
  if (groups.length < 2) return null;
  const labels = differences(
    groups.map(({ experiment }) => experiment),
    ['seed'],
  ).map(({ label }) => inSentence(label));
  return (
    <Prose data-testid="group-differences">
      {labels.length === 0 && words.theseExperimentsDoNot}
      {labels.length === 1 && words.theyDifferOnlyIn(labels.join())}
      {labels.length > 1 && (
        <>
          {words.theyDifferInThings(labels)} <strong>{words.aDifferenceBetweenThem}</strong>
        </>
      )}
    </Prose>
  );
}
