import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { FormulaVariables, ParseFormula } from '#src/data/formula/formula.ts';
import { formulaLimits } from '#src/experiment/field-lists.ts';
import { taskOf } from '#src/experiment/targets.ts';
import { usualFeatures, withFeature, withoutFeature } from '#src/experiment/usual-features.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import classes from '#src/panels/fields/editors/features.module.css';
import { FormulaPreview, formulaProblem } from '#src/panels/fields/editors/formula-preview.tsx';
import { useFormula, useFormulaParser } from '#src/panels/fields/editors/use-formula.ts';
import { useField } from '#src/panels/fields/use-field.ts';
import { useAppState } from '#src/store/hooks.ts';
import { ControlFrame } from '#src/ui/control-frame.tsx';
import { type DraftKeeper, plainText, useDraft } from '#src/ui/use-draft.ts';
import { words } from '#words/fields/panel.ts';

/** Inputs written as formulas, one per line, with boxes to check for the usual ones. */
export function FeaturesEditor() {
  const { value, set, frame, keeperOf } = useField('features');
  const variables = useAppState((state) => taskOf(state.experiment).inputs);
  const parse = useFormulaParser();
  const replace = (index: number, text: string): Result<string> => {
    const result = set(value.map((feature, i) => (i === index ? text : feature)));
    return result.ok ? ok(text) : result;
  };
  const add = (text: string) => set(withFeature(value, variables, text));
  const remove = (index: number) => set(withoutFeature(value, variables, index));
  const isFull = withFeature(value, variables, '').length > formulaLimits.features;
  return (
    <ControlFrame {...frame} single={false}>
      <div className={classes.usual}>
        {usualFeatures(variables).map((text) => (
          <Checkbox
            key={text}
            label={text}
            classNames={{ label: classes.code ?? '' }}
            checked={value.includes(text)}
            disabled={isFull && !value.includes(text)}
            data-testid={`feature-${text}`}
            onChange={({ currentTarget: { checked } }) =>
              checked ? add(text) : remove(value.indexOf(text))
            }
          />
        ))}
      </div>
      {value.map((feature, index) => (
        <Feature
          // Features have no identity but their place.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          name={words.feature(index + 1)}
          value={feature}
          keeper={keeperOf(String(index))}
          parse={parse}
          variables={variables}
          onChange={(text) => replace(index, text)}
          onRemove={() => remove(index)}
        />
      ))}
      {!isFull && (
        <Button
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => add(variables.length === 1 ? 'abs(x)' : 'x0 + x1')}
        >
          {words.addAFeature}
        </Button>
      )}
    </ControlFrame>
  );
}

interface FeatureProps {
  readonly name: string;
  readonly value: string;
  readonly keeper: DraftKeeper;
  readonly parse: ParseFormula | null;
  readonly variables: FormulaVariables;
  readonly onChange: (text: string) => Result<string>;
  readonly onRemove: () => void;
}

function Feature({ name, value, keeper, parse, variables, onChange, onRemove }: FeatureProps) {
  const change = (text: string): Result<string> => {
    const formula = parse?.(text, variables);
    return formula?.ok === false ? err(formulaProblem(formula.error)) : onChange(text);
  };
  const draft = useDraft(value, plainText, change, keeper);
  const formula = useFormula(parse, draft.text, variables);
  return (
    <div className={classes.feature}>
      <div className={classes.line}>
        <TextInput
          {...draft.input}
          className={classes.input}
          classNames={{ input: classes.code ?? '' }}
          aria-label={name}
          maxLength={formulaLimits.length}
          autoCapitalize="off"
          error={draft.error}
        />
        <ActionIcon size={30} aria-label={words.removeFeature(name)} onClick={onRemove}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </div>
      <FormulaPreview text={draft.text} formula={formula} />
    </div>
  );
}
