import { Text } from '@mantine/core';
import { functionTargets } from '#src/data/sources/functions.ts';
import { defaultExperiment } from '#src/experiment/defaults.ts';
import { type TargetId, targetIds } from '#src/experiment/ids.ts';
import { isFormula, isTable, taskOf } from '#src/experiment/targets.ts';
import classes from '#src/panels/fields/editors/target.module.css';
import { useField } from '#src/panels/fields/use-field.ts';
import { useAppState, useCommands } from '#src/store/hooks.ts';
import { ChoiceControl } from '#src/ui/choice-control.tsx';
import { Tex } from '#src/ui/tex.tsx';
import { words } from '#words/fields/panel.ts';
import { fieldWords } from '#words/fields.ts';
import { targetHints } from '#words/targets.ts';

const { options } = fieldWords.target;
const choices = groupedChoices();

/** Targets of the same inputs and kind of answer stand together, in the order of their ids. */
function groupedChoices() {
  const groups = new Map<string, { value: TargetId; label: string }[]>();
  for (const id of targetIds) {
    const name = groupName(id);
    const items = groups.get(name) ?? [];
    groups.set(name, [...items, { value: id, label: options[id] }]);
  }
  return [...groups].map(([group, items]) => ({ group, items }));
}

function groupName(target: TargetId): string {
  if (isFormula(target)) return words.aFormulaOfYourOwn;
  if (isTable(target)) return words.aTableOfYourOwn;
  const { inputs, answer } = taskOf({ ...defaultExperiment, target });
  const point = inputs.length === 1 ? inputs.join() : `(${inputs.join(', ')})`;
  if (answer.kind === 'numbers') return words.aValueOf(point);
  return inputs.length === 1 ? words.classesOf(point) : words.classesOfPoints(point);
}

/** The target by kind of task, its definition typeset, and what is hard about it. */
export function TargetChoice() {
  const { value, frame } = useField('target');
  const { chooseTarget } = useCommands();
  const parameters = useAppState(({ experiment: { classes, multiplier, turns } }) => ({
    classes,
    multiplier,
    turns,
  }));
  return (
    <div>
      <ChoiceControl {...frame} value={value} choices={choices} onChange={chooseTarget} />
      {!isFormula(value) && !isTable(value) && (
        <div className={classes.definition}>
          <Tex tex={functionTargets[value].tex(parameters)} fallback={options[value]} />
        </div>
      )}
      <Text size="xs" c="dimmed">
        {targetHints[value]}
      </Text>
    </div>
  );
}
