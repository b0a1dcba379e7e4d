import { ActionIcon, Button } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import { type Layer, layerLimits } from '#src/experiment/field-lists.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { choicesOf } from '#src/panels/fields/editors/choices.ts';
import classes from '#src/panels/fields/editors/layers.module.css';
import { useField } from '#src/panels/fields/use-field.ts';
import { ChoiceBox } from '#src/ui/choice-box.tsx';
import { ControlFrame } from '#src/ui/control-frame.tsx';
import { NumberBox } from '#src/ui/number-box.tsx';
import type { DraftKeeper } from '#src/ui/use-draft.ts';
import { words } from '#words/fields/panel.ts';
import { fromTo } from '#words/forms.ts';
import { activationWords } from '#words/values.ts';

const activations = choicesOf(activationWords.options);
const firstLayer: Layer = { units: 16, activation: 'relu', dropout: 0 };

/** The hidden layers from input to output: add, change, move, remove. */
export function LayersEditor() {
  const { value: layers, set, frame, keeperOf } = useField('layers');
  const replace = (index: number, change: Partial<Layer>) =>
    set(
      layers.map((layer, i) => (i === index ? { ...layer, ...change } : layer)),
      `layers.${index}.${Object.keys(change).join()}`,
    );
  const swap = (a: number, b: number) => {
    const next = [...layers];
    [next[a], next[b]] = [next[b] as Layer, next[a] as Layer];
    set(next);
  };
  return (
    <ControlFrame {...frame} single={false}>
      {layers.length === 0 && <p className={classes.none}>{words.noneTheInputsGoStraight}</p>}
      <ol className={classes.layers}>
        {layers.map((layer, index) => (
          <LayerRow
            // Layers have no identity but their place.
            // oxlint-disable-next-line react/no-array-index-key
            key={index}
            index={index}
            layer={layer}
            keeperOf={(part) => keeperOf(`${index}/${part}`)}
            isLast={index === layers.length - 1}
            onChange={(change) => replace(index, change)}
            onMove={(by) => swap(index, index + by)}
            onRemove={() => set(layers.filter((_, i) => i !== index))}
          />
        ))}
      </ol>
      {layers.length < layerLimits.layers && (
        <Button
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => set([...layers, layers.at(-1) ?? firstLayer])}
        >
          {words.addALayer}
        </Button>
      )}
    </ControlFrame>
  );
}

interface LayerRowProps {
  readonly index: number;
  readonly layer: Layer;
  readonly keeperOf: (part: string) => DraftKeeper;
  readonly isLast: boolean;
  readonly onChange: (change: Partial<Layer>) => Result<unknown>;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

function LayerRow({ index, layer, keeperOf, isLast, onChange, onMove, onRemove }: LayerRowProps) {
  const name = words.layer(index + 1);
  const setNumber =
    (key: 'units' | 'dropout', refusal: string) =>
    (value: number): Result<number> =>
      onChange({ [key]: value }).ok ? ok(value) : err(refusal);
  return (
    <li className={classes.layer} aria-label={words.hidden(name)}>
      <div className={classes.boxes}>
        <NumberBox
          label={words.units}
          value={layer.units}
          keeper={keeperOf('units')}
          onChange={setNumber('units', fromTo(1, layerLimits.units))}
        />
        <ChoiceBox
          label={words.activation}
          value={layer.activation}
          choices={activations}
          onChange={(activation) => onChange({ activation })}
        />
        <NumberBox
          label={words.dropout}
          value={layer.dropout}
          keeper={keeperOf('dropout')}
          onChange={setNumber('dropout', fromTo(0, layerLimits.dropout))}
        />
      </div>
      <div className={classes.buttons}>
        <ActionIcon
          size="sm"
          aria-label={words.moveTowardsTheInput(name)}
          disabled={index === 0}
          onClick={() => onMove(-1)}
        >
          <IconArrowUp size={14} aria-hidden />
        </ActionIcon>
        <ActionIcon
          size="sm"
          aria-label={words.moveTowardsTheOutput(name)}
          disabled={isLast}
          onClick={() => onMove(1)}
        >
          <IconArrowDown size={14} aria-hidden />
        </ActionIcon>
        <ActionIcon size="sm" aria-label={words.remove(name)} onClick={onRemove}>
          <IconX size={14} aria-hidden />
        </ActionIcon>
      </div>
    </li>
  );
}
