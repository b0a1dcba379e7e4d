import type { CauseId, Figures, Finding } from '#src/doctor/contract.ts';

/** What a finding says beyond its cause, where its figures tell more than one thing. */
export const findingForms = [
  'y_scale_out_of_reach',
  'data_few_gap',
  'data_few_memorised',
  'data_few_beyond_memory',
  'target_frequency_beside_neighbours',
  'target_frequency_beside_classes',
  'target_form_quotient',
  'target_form_distance',
  'target_form_length',
  'target_form_gap',
  'no_signal_of_classes',
  'label_noise_clashing',
  'label_noise_clashing_classes',
  'label_noise_outvoted',
  'order_sorted_in_phases',
  'order_sorted_seen',
  'no_nonlin_bounded',
  'dead_units_where_it_fits',
  'init_small_constant',
  'vanish_wholly',
  'explode_diverged',
  'lr_high_diverged',
  'lr_high_unstable',
  'lr_high_unstable_late',
  'lr_low_falling',
  'few_steps_falling',
  'schedule_early_changed',
  'loss_sum_of_terms',
  'loss_task_of_numbers',
  'loss_task_of_signs',
  'loss_task_of_one_output',
  'loss_task_of_shares',
  'out_loss_mismatch_below',
  'out_loss_mismatch_probabilities',
  'split_shift_errors',
  'clip_tight_at_start',
  'l2_strong_alone',
] as const;

export type FindingId = CauseId | (typeof findingForms)[number];

type Form = readonly [id: FindingId, applies: (figures: Figures) => boolean];

const has = (name: string) => (figures: Figures) => figures[name] !== undefined;
const some = (name: string) => (figures: Figures) => (figures[name] ?? 0) > 0;

/** Of the training skill that a network reaches with the answers as they are: from here on it is memory. */
const recalled = 0.8;

/** The first that applies is said. */
const forms: Readonly<Partial<Record<CauseId, readonly Form[]>>> = {
  y_scale: [['y_scale_out_of_reach', has('needed')]],
  data_few: [
    [
      'data_few_memorised',
      ({ own, shuffled }) => shuffled !== undefined && shuffled >= recalled * (own ?? 1),
    ],
    ['data_few_beyond_memory', has('shuffled')],
    ['data_few_gap', has('gap')],
  ],
  split_shift: [['split_shift_errors', has('errors')]],
  target_frequency: [
    ['target_frequency_beside_classes', has('right')],
    ['target_frequency_beside_neighbours', has('neighbours')],
  ],
  target_form: [
    ['target_form_quotient', has('quotient')],
    ['target_form_distance', has('distance')],
    ['target_form_length', has('length')],
    ['target_form_gap', has('gap')],
  ],
  label_noise: [
    ['label_noise_clashing', has('lost')],
    ['label_noise_clashing_classes', has('wrong')],
    ['label_noise_outvoted', has('outvoted')],
  ],
  no_signal: [['no_signal_of_classes', has('right')]],
  order_sorted: [
    ['order_sorted_in_phases', ({ phases }) => phases !== 1],
    ['order_sorted_seen', has('seenLast')],
  ],
  l2_strong: [['l2_strong_alone', ({ pull }) => pull === Infinity]],
  clip_tight: [['clip_tight_at_start', has('start')]],
  no_nonlin: [['no_nonlin_bounded', has('line')]],
  dead_units: [['dead_units_where_it_fits', some('fitting')]],
  init_small: [['init_small_constant', ({ spread }) => spread === 0]],
  vanish: [['vanish_wholly', ({ ratio }) => ratio === 0]],
  explode: [['explode_diverged', some('diverged')]],
  lr_high: [
    ['lr_high_diverged', some('diverged')],
    ['lr_high_unstable', has('largestRate')],
    ['lr_high_unstable_late', has('largestLate')],
  ],
  lr_low: [['lr_low_falling', has('fall')]],
  few_steps: [['few_steps_falling', has('fall')]],
  schedule_early: [['schedule_early_changed', has('epoch')]],
  loss_task: [
    ['loss_task_of_one_output', has('outputs')],
    ['loss_task_of_shares', has('shares')],
    ['loss_task_of_signs', has('signs')],
    ['loss_task_of_numbers', has('least')],
  ],
  out_loss_mismatch: [
    ['out_loss_mismatch_probabilities', has('probabilities')],
    ['out_loss_mismatch_below', (figures) => figures['most'] === undefined],
  ],
  loss_sum: [['loss_sum_of_terms', has('terms')]],
};

/** Which sentence a finding takes. */
export function findingId({ id, figures }: Pick<Finding, 'id' | 'figures'>): FindingId {
  const form = forms[id]?.find(([, applies]) => applies(figures));
  return form?.[0] ?? id;
}
