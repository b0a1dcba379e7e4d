import { Accordion } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from '#src/app/settings.module.css';
import { fieldsIn, type GroupId, groupIds } from '#src/experiment/fields.ts';
import { FieldGroup } from '#src/panels/fields/field-group.tsx';
import { NetworkNotes } from '#src/panels/fields/network-notes.tsx';
import { ScalingNotes } from '#src/panels/fields/scaling-notes.tsx';
import { groupSummaries } from '#src/panels/shared/group-summary.ts';
import { EnginePreference } from '#src/panels/train/engine/engine-preference.tsx';
import { changesFromPreset, fieldProblems, refusedFields } from '#src/store/app/selectors.ts';
import { useAppState } from '#src/store/hooks.ts';
import { words } from '#words/app.ts';
import { groupTitles } from '#words/shared.ts';

/** What stands under the fields of a group. */
const notes: Partial<Record<GroupId, ReactNode>> = {
  inputs: <ScalingNotes />,
  network: <NetworkNotes />,
  engine: <EnginePreference />,
};

const openAtFirst: GroupId[] = ['target', 'network'];

/** Every field of the experiment, by group; closed groups say what they are set to. */
export function Settings() {
  return (
    <Accordion
      multiple
      defaultValue={openAtFirst}
      order={2}
      chevronSize={18}
      keepMounted={false}
      transitionDuration={120}
      classNames={{
        item: classes.item ?? '',
        control: classes.control ?? '',
        label: classes.label ?? '',
        content: classes.content ?? '',
      }}
    >
      {groupIds.map((group) => (
        <Accordion.Item key={group} value={group}>
          <Accordion.Control data-testid={`group-${group}`}>
            <GroupHead group={group} />
          </Accordion.Control>
          <Accordion.Panel>
            <FieldGroup group={group} />
            {notes[group]}
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}

function GroupHead({ group }: { group: GroupId }) {
  const summary = useAppState((state) => groupSummaries[group](state.experiment));
  const changed = useAppState((state) =>
    changesFromPreset(state).some((id) => fieldsIn(group).includes(id)),
  );
  const wrong = useAppState(
    (state) =>
      refusedFields(state).some((id) => fieldsIn(group).includes(id)) ||
      [...fieldProblems(state), ...state.run.problems].some(({ field }) =>
        fieldsIn(group).some((id) => id === field),
      ),
  );
  return (
    <span className={classes.head}>
      <span className={classes.title}>
        {groupTitles[group]}
        {wrong && (
          <span className={classes.wrong} data-testid="group-error">
            {' '}
            {words.needsALook}
          </span>
        )}
        {changed && !wrong && <span className={classes.changed}> {words.changed}</span>}
      </span>
      <span className={classes.summary}>{summary}</span>
    </span>
  );
}
