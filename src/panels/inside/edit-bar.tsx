import { Button } from '@mantine/core';
import classes from '#src/panels/inside/inside.module.css';
import type { Found } from '#src/panels/inside/with-look.tsx';
import { shownLoss } from '#src/records/loss-unit.ts';
import { besideLoss } from '#src/records/quality.ts';
import { useCommands, useLive, useMoments, useRunner, useServices } from '#src/store/hooks.ts';
import { HelpPopover } from '#src/ui/help-popover.tsx';
import { words } from '#words/inside/weights.ts';
import { besideText } from '#words/metrics.ts';

/** What the edits amount to, and what can be done with them. */
export function EditBar({ look }: { readonly look: Found }) {
  const { edits } = useServices();
  const { isEdited } = useMoments();
  const { notify } = useCommands();
  const runner = useRunner();
  const header = useLive('header');
  const { parameters } = look.snapshot;
  const shown = (loss: number) => shownLoss(loss, header?.lossFactor ?? null);
  const loss = shown(look.found.loss);
  const beside = header === null ? '' : besideText(besideLoss('trainLoss', header, loss));
  const trainOn = () => {
    runner.trainFrom(parameters.slice());
    notify('info', words.begun.title, words.begun.lines);
  };
  return (
    <div className={classes.editBar}>
      {/* Always there: a screen reader hears only what changes in an element that it knows. */}
      <output data-testid="edited-loss">
        {isEdited ? words.lossBefore(loss, shown(edits.lossBefore)) : words.loss(loss)}
      </output>
      {beside !== '' && <span>{beside}</span>}
      {isEdited && <span>{words.edits(edits.count)}</span>}
      <Button
        disabled={!isEdited}
        data-testid="undo-edit"
        onClick={() => edits.undo(look.snapshot)}
      >
        {words.undo}
      </Button>
      <Button disabled={!isEdited} data-testid="discard-edits" onClick={() => edits.discard()}>
        {words.discard}
      </Button>
      <span className={classes.explained}>
        <Button variant="filled" data-testid="train-on" onClick={trainOn}>
          {words.trainOn}
        </Button>
        <HelpPopover about={words.trainOn}>{words.trainOnHelp}</HelpPopover>
      </span>
    </div>
  );
}
