import { messageText, type Texts } from '#src/lib/message.ts';
import type { Claim } from '#src/share/claim.ts';
import type { ClaimValues, DifferenceValues, VerdictValues } from '#src/share/claim-statements.ts';
import { tolerance } from '#src/share/claim-verdict.ts';
import { arithmeticName } from '#src/words/arithmetic.ts';
import { formatNumber } from '#words/base/numbers.ts';
import { counted, plural } from '#words/forms.ts';

const percent = (share: number): string => `${formatNumber(100 * share, 2)} %`;
const six = (loss: number): string => formatNumber(loss, 6);
const withinTolerance = `within the tolerance of ${percent(tolerance)}`;

const differenceTexts: Texts<DifferenceValues> = {
  not_measured: ({ there }) => `nothing was measured, instead of ${six(there)}`,
  apart: ({ here, there }) => `${six(here)} instead of ${six(there)}`,
  apart_by: ({ here, there, apart }) =>
    `${six(here)} instead of ${six(there)}, ${percent(apart)} off`,
};

/** What has become of a claim. */
export const verdictTexts: Texts<VerdictValues> = {
  never_measured: ({ epoch }) =>
    `Nothing was measured here after ${epoch} epochs: this experiment ends before, or is evaluated at other epochs.`,
  loss_reproduced: ({ loss }) => `Reproduced: ${six(loss)} to six figures.`,
  losses_reproduced: ({ seeds, median }) =>
    `Reproduced: the losses of all ${seeds} seeds to six figures, median ${six(median)}.`,
  one_within: ({ difference }) =>
    `Reproduced ${withinTolerance}: ${messageText(differenceTexts, difference)}.`,
  one_apart: ({ difference }) => `Not reproduced: ${messageText(differenceTexts, difference)}.`,
  all_within: ({ seeds, same, most }) =>
    `All ${seeds} seeds agree ${withinTolerance}: ${same} to six figures, the others by up to ${percent(most)}.`,
  some_apart: ({ agreeing, seeds, apart, named, more }) => {
    const told = named.map(
      ({ seed, difference }) => `seed ${seed} (${messageText(differenceTexts, difference)})`,
    );
    const rest = more > 0 ? ` and ${more} more` : '';
    return `${agreeing} of ${seeds} seeds agree ${withinTolerance}, ${apart} ${plural(apart, { one: 'does', other: 'do' })} not: ${told.join(', ')}${rest}.`;
  },
  same_arithmetic: ({ arithmetic }) => `Both were computed by ${arithmeticName(arithmetic)}.`,
  same_engine: ({ arithmetic }) =>
    `Both were computed by ${arithmeticName(arithmetic)}, perhaps on other devices.`,
  other_arithmetic: ({ here, there }) =>
    `Computed by ${arithmeticName(here)} here and by ${arithmeticName(there)} there: they round differently.`,
  other_arithmetic_amplified: ({ here, there }) =>
    `Computed by ${arithmeticName(here)} here and by ${arithmeticName(there)} there: they round differently, and chaotic training amplifies that.`,
};

/** What a claim says. @param what the loss by its name, with its unit */
export const claimTexts = (
  what: string,
  { epoch, ...arithmetic }: Pick<Claim, 'epoch' | 'engine' | 'build'>,
): Texts<ClaimValues> => {
  const when = `after ${counted(epoch, 'epoch')}, trained with ${arithmeticName(arithmetic)}`;
  return {
    one_loss: ({ loss, seed }) => `${what} ${six(loss)} with seed ${seed}, ${when}.`,
    median_loss: ({ loss, seeds }) =>
      `${what} ${six(loss)} at the median of ${seeds} seeds, ${when}.`,
    median_loss_some_diverged: ({ loss, seeds, diverged }) =>
      `${what} ${six(loss)} at the median of ${seeds} seeds (${diverged} diverged), ${when}.`,
  };
};
