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
  /** Stands under the input and is given the text as it is typed, and what writes at the caret. */
  readonly renderPreview?: (text: string, insert: Insert) => ReactNode;
}

/** Writes at the caret, and around what is selected: `before` and `after` it. The input then has the focus. */
export type Insert = (before: string, after?: string) => void;

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
  const insert: Insert = (before, after = '') => {
    const input = document.getElementById(props.id);
    if (input instanceof HTMLInputElement) writeAround(input, before, after);
  };
  return (
    <ControlFrame {...props} problem={problem}>
      <TextInput
        {...draft.input}
        id={props.id}
        attributes={{ input: describedBy({ ...props, problem }) }}
        classNames={{ input: classes.code ?? '' }}
        maxLength={maxLength}
        autoCapitalize="off"
        placeholder={placeholder}
        error={problem !== null}
      />
      {renderPreview?.(draft.text, insert)}
    </ControlFrame>
  );
}

/** As if it were typed: listeners of the input are told. */
function writeAround(input: HTMLInputElement, before: string, after: string): void {
  const from = input.selectionStart ?? input.value.length;
  const to = input.selectionEnd ?? from;
  const selected = input.value.slice(from, to);
  if (input.value.length + before.length + after.length > input.maxLength) return;
  input.focus();
  input.setRangeText(`${before}${selected}${after}`, from, to, 'end');
  input.dispatchEvent(new Event('input', { bubbles: true }));
  const caret = from + before.length + (selected === '' ? 0 : selected.length + after.length);
  input.setSelectionRange(caret, caret);
}
