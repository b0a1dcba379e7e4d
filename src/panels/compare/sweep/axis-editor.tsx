import { ActionIcon, Box, Text, Textarea } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type Experiment, type FieldId } from '#src/experiment/fields.ts';
import { ok } from '#src/lib/result.ts';
import {
  type AxisDraft,
  axisOf,
  draftFor,
  isNumeric,
  optionsOf,
  sweepableFields,
} from '#src/panels/compare/sweep/axis-draft.ts';
import classes from '#src/panels/compare/sweep/sweep.module.css';
import { ChoiceBox } from '#src/ui/choice-box.tsx';
import { NumberBox } from '#src/ui/number-box.tsx';
import { Segments } from '#src/ui/segments.tsx';
import { words } from '#words/compare/sweep.ts';
import { fieldWords } from '#words/fields.ts';

interface AxisEditorProps {
  readonly index: number;
  readonly base: Experiment;
  readonly draft: AxisDraft;
  /** Fields of the other axes. */
  readonly taken: readonly FieldId[];
  readonly onChange: (draft: AxisDraft) => void;
  /** Null: it must stay. */
  readonly onRemove: (() => void) | null;
}

/** A field and the values it takes. */
export function AxisEditor({ index, base, draft, taken, onChange, onRemove }: AxisEditorProps) {
  const axis = axisOf(draft);
  const name = index === 0 ? words.firstField : words.secondField;
  return (
    <div className={classes.axis} role="group" aria-label={name}>
      <ChoiceBox
        label={name}
        value={draft.field}
        choices={sweepableFields(base)
          .filter((id) => !taken.includes(id))
          .map((id) => ({ value: id, label: fieldWords[id].label }))}
        onChange={(field) => onChange(draftFor(field, base))}
      />
      {isNumeric(draft.field) && (
        <Segments
          aria-label={words.valuesFrom(name)}
          value={draft.mode}
          data={[
            { value: 'range', label: words.aRange },
            { value: 'list', label: words.aList },
          ]}
          onChange={(mode) => onChange({ ...draft, mode })}
        />
      )}
      {draft.mode === 'range' ? (
        <RangeEditor name={name} draft={draft} onChange={onChange} />
      ) : (
        <ListEditor name={name} draft={draft} onChange={onChange} />
      )}
      {onRemove !== null && (
        <ActionIcon
          aria-label={index === 0 ? words.removeFirst : words.removeSecond}
          onClick={onRemove}
        >
          <IconX size={16} aria-hidden />
        </ActionIcon>
      )}
      {axis.ok && (
        <Text size="sm" c="dimmed" flex="1 0 100%" className={classes.values ?? ''}>
          {words.valuesTried(
            axis.value.labels.length,
            axis.value.labels.join(draft.mode === 'list' && !isNumeric(draft.field) ? ' | ' : ', '),
          )}
        </Text>
      )}
    </div>
  );
}

interface PartProps {
  readonly name: string;
  readonly draft: AxisDraft;
  readonly onChange: (draft: AxisDraft) => void;
}

function RangeEditor({ name, draft, onChange }: PartProps) {
  const box = (label: string, key: 'from' | 'to' | 'count') => (
    <Box w="6rem">
      <NumberBox
        label={label}
        value={draft[key]}
        onChange={(value) => {
          onChange({ ...draft, [key]: value });
          return ok(value);
        }}
      />
    </Box>
  );
  return (
    <>
      {box(words.from, 'from')}
      {box(words.to, 'to')}
      {box(words.values, 'count')}
      <Segments
        aria-label={words.spacing(name)}
        value={draft.scale}
        data={[
          { value: 'linear', label: words.even },
          { value: 'log', label: words.logarithmic },
        ]}
        onChange={(scale) => onChange({ ...draft, scale })}
      />
    </>
  );
}

function ListEditor({ name, draft, onChange }: PartProps) {
  const options = Object.entries(optionsOf(draft.field));
  const chosen = draft.list.split('\n').filter((line) => line !== '');
  if (options.length > 0) {
    return (
      <div className={classes.options} role="group" aria-label={words.valuesOf(name)}>
        {options.map(([value, label]) => (
          <label key={value} className={classes.option}>
            <input
              type="checkbox"
              checked={chosen.includes(value)}
              onChange={(event) => {
                const kept = event.currentTarget.checked
                  ? options.map(([id]) => id).filter((id) => id === value || chosen.includes(id))
                  : chosen.filter((id) => id !== value);
                onChange({ ...draft, list: kept.join('\n') });
              }}
            />
            {label}
          </label>
        ))}
      </div>
    );
  }
  return (
    <Textarea
      size="xs"
      className={classes.list ?? ''}
      label={isNumeric(draft.field) ? words.values : words.valuesOneALineAsInLinks}
      autosize
      minRows={1}
      maxRows={8}
      value={draft.list}
      onChange={(event) => onChange({ ...draft, list: event.currentTarget.value })}
    />
  );
}
