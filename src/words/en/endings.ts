import type { StopReason } from '#src/records/run-header.ts';
import { formatCount } from '#words/base/numbers.ts';

interface Ending {
  /** In lists of runs; empty where there is nothing to say. */
  readonly phrase: string;
  /** What happened, inside a sentence. */
  readonly event: string;
  /** Over what is said of it; null where it is what was to be expected. */
  readonly title: string | null;
  readonly advice?: string;
}

const endings = {
  epochs: () => ({
    phrase: '',
    event: 'all epochs are done',
    title: null,
  }),
  target_loss: (epoch) => ({
    phrase: `reached its target loss in epoch ${epoch}`,
    event: `the running loss reached its target in epoch ${epoch}`,
    title: 'Stopped: the target loss is reached',
  }),
  patience: (epoch) => ({
    phrase: `no more improvement by epoch ${epoch}`,
    event: `by epoch ${epoch} the monitored loss had not improved within the patience`,
    title: 'Stopped: no more improvement',
  }),
  non_finite: (epoch, step) => ({
    phrase: `diverged in epoch ${epoch}`,
    event: `the loss became infinite or not a number in epoch ${epoch}, step ${step}`,
    title: 'Stopped: the loss is no longer a finite number',
    advice:
      'A smaller learning rate, gradient clipping, or scaled inputs and targets usually help.',
  }),
} as const satisfies Record<StopReason['kind'], (epoch: string, step: string) => Ending>;

/** What ended a run, as a noun. */
export const endingCauses = {
  epochs: 'last epoch',
  target_loss: 'target loss',
  patience: 'patience',
  non_finite: 'non-finite loss',
  interrupted: 'interruption',
} as const satisfies Record<StopReason['kind'] | 'interrupted', string>;

/** How a run ended, in words. */
export function endingOf(reason: StopReason): Ending {
  const [epoch, step] = [
    'epoch' in reason ? formatCount(reason.epoch) : '',
    'step' in reason ? formatCount(reason.step) : '',
  ];
  return endings[reason.kind](epoch, step);
}

/**
 * Why training ended, with what helps where it went wrong.
 *
 * @param lastLoss the running loss before it went wrong, with its unit; null: not known
 */
export function endingText(reason: StopReason, lastLoss: string | null = null): string {
  const { event, advice } = endingOf(reason);
  const sentence = `${event.charAt(0).toUpperCase()}${event.slice(1)}.`;
  if (advice === undefined) return sentence;
  const before = lastLoss === null ? [] : [`The running loss before that was ${lastLoss}.`];
  return [sentence, ...before, advice].join(' ');
}
