import type { ReactNode } from 'react';
import classes from '#src/ui/controls.module.css';
import { HelpPopover } from '#src/ui/help-popover.tsx';
import type { DraftKeeper } from '#src/ui/use-draft.ts';

/** What every control is given. */
export interface ControlProps {
  readonly id: string;
  readonly label: string;
  readonly help: string;
  /** What is wrong with the present value, beyond what the control itself refuses. */
  readonly problem: string | null;
  /** What the present value comes to, where it does not speak for itself. */
  readonly note?: string | null;
  /** What speaks against the present value, although it may stay. */
  readonly advice?: string | null;
  /** Remembers a text that the control refuses. */
  readonly keeper?: DraftKeeper;
}

interface FrameProps extends ControlProps {
  /** Stands at the end of the label's line. */
  readonly aside?: ReactNode;
  /** False where the control consists of several inputs, each with a label of its own. */
  readonly single?: boolean;
  readonly children?: ReactNode;
}

/** Label, help and message around a control; the control takes `id` and is `describedBy` them. */
export function ControlFrame({
  id,
  label,
  help,
  problem,
  note = null,
  advice = null,
  aside,
  single = true,
  children,
}: FrameProps) {
  const labelId = `${id}-label`;
  return (
    <div
      className={classes.frame}
      data-field={id}
      {...(single ? {} : { role: 'group', 'aria-labelledby': labelId })}
    >
      <div className={classes.head}>
        {single ? (
          <label className={classes.label} htmlFor={id}>
            {label}
          </label>
        ) : (
          <span className={classes.label} id={labelId}>
            {label}
          </span>
        )}
        <HelpPopover about={label}>{help}</HelpPopover>
        <div className={classes.aside}>{aside}</div>
      </div>
      {children}
      {note !== null && (
        <p id={noteId(id)} className={classes.note}>
          {note}
        </p>
      )}
      {advice !== null && (
        <p id={adviceId(id)} className={classes.advice} role="note">
          {advice}
        </p>
      )}
      {problem !== null && (
        <p id={messageId(id)} className={classes.message} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

function messageId(id: string): string {
  return `${id}-message`;
}

function noteId(id: string): string {
  return `${id}-note`;
}

function adviceId(id: string): string {
  return `${id}-advice`;
}

/**
 * Attributes of an input that may be in the wrong, and that point to what stands under it. Mantine's inputs take them as
 * `attributes`: what is put on them directly they overwrite.
 */
export function describedBy({
  id,
  problem,
  note = null,
  advice = null,
}: Pick<ControlProps, 'id' | 'problem' | 'note' | 'advice'>) {
  const words = [
    ...(note === null ? [] : [noteId(id)]),
    ...(advice === null ? [] : [adviceId(id)]),
    ...(problem === null ? [] : [messageId(id)]),
  ];
  return {
    ...(problem !== null && { 'aria-invalid': true }),
    ...(words.length > 0 && { 'aria-describedby': words.join(' ') }),
  };
}
