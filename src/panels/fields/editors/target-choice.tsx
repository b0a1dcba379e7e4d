import { Text } from '@mantine/core';
import { targets } from '#src/data/targets.ts';
import { fields } from '#src/experiment/fields.ts';
import { type TargetId, type TaskId, targetIds, taskIds } from '#src/experiment/ids.ts';
import { taskOfTarget } from '#src/experiment/relations.ts';
import classes from '#src/panels/fields/editors/target.module.css';
import { useField } from '#src/panels/fields/use-field.ts';
import { useAppState, useCommands } from '#src/store/hooks.ts';
import { ChoiceControl } from '#src/ui/choice-control.tsx';
import { Tex } from '#src/ui/tex.tsx';

const taskNames = {
  regression_1d: 'A value of x',
  classes_2d: 'Classes of points (x0, x1)',
  regression_2d: 'A value of (x0, x1)',
} as const satisfies Record<TaskId, string>;

const { options } = fields.target;
const choices = taskIds.map((task) => ({
  group: taskNames[task],
  items: targetIds
    .filter((id) => taskOfTarget[id] === task)
    .map((id): { value: TargetId; label: string } => ({ value: id, label: options[id] })),
}));

/** The target by kind of task, its definition typeset, and what is hard about it. */
export function TargetChoice() {
  const { value, frame } = useField('target');
  const { chooseTarget } = useCommands();
  const parameters = useAppState(({ experiment: { classes, multiplier } }) => ({
    classes,
    multiplier,
  }));
  const { tex, hard } = targets[value];
  return (
    <div>
      <ChoiceControl {...frame} value={value} choices={choices} onChange={chooseTarget} />
      {tex !== null && (
        <div className={classes.definition}>
          <Tex tex={tex(parameters)} fallback={options[value]} />
        </div>
      )}
      <Text size="xs" c="dimmed">
        {hard}
      </Text>
    </div>
  );
}
