import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Result } from '#src/lib/result.ts';
import { ControlFrame, type ControlProps, describedBy } from '#src/ui/control-frame.tsx';
import classes from '#src/ui/controls.module.css';
import { plainText, useDraft } from '#src/ui/use-draft.ts';

interface TextControlProps extends ControlProps {
  readonly value: string;
  readonly maxLength: number;
  readonly placeholder?: string;
  readonly onChange: (value: string) => Result<string>;
  /** Stands under the input and is given the text as it is typed. */
  readonly renderPreview?: (text: string) => ReactNode;
}

/** A line of text in a fixed-width face. */
export function TextControl({
  value,
  maxLength,
  placeholder,
  onChange,
  renderPreview,
  ...props
}: TextControlProps) {
  const draft = useDraft(value, plainText, onChange, props.keeper);
  const problem = draft.error ?? props.problem;
  return (
    <ControlFrame {...props} problem={problem}>
      <TextInput
        {...draft.input}
        id={props.id}
        attributes={{ input: describedBy({ ...props, problem }) }}
        size="xs"
        classNames={{ input: classes.code ?? '' }}
        maxLength={maxLength}
        autoCapitalize="off"
        placeholder={placeholder}
        error={problem !== null}
      />
      {renderPreview?.(draft.text)}
    </ControlFrame>
  );
}
