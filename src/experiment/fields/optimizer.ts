import { choiceField, numberField } from '#src/experiment/field-kinds.ts';
import { clippingIds, optimizerIds, scheduleIds } from '#src/experiment/ids.ts';

/** How a gradient becomes a step. */
export const optimizerFields = {
  optimizer: choiceField({
    key: 'opt',
    ids: optimizerIds,
  }),
  learningRate: numberField({
    key: 'lr',
    min: 1e-7,
    max: 100,
    scale: 'log',
  }),
  momentum: numberField({
    key: 'momentum',
    min: 0,
    max: 0.9999,
  }),
  beta1: numberField({
    key: 'beta1',
    min: 0,
    max: 0.9999,
  }),
  beta2: numberField({
    key: 'beta2',
    min: 0,
    max: 0.999999,
  }),
  rho: numberField({
    key: 'rho',
    min: 0,
    max: 0.999999,
  }),
  epsilon: numberField({
    key: 'eps',
    min: 1e-12,
    max: 1,
    scale: 'log',
  }),
  weightDecay: numberField({
    key: 'decay',
    min: 0,
    max: 10,
    scale: 'log',
  }),
  clipping: choiceField({
    key: 'clip',
    ids: clippingIds,
  }),
  clipAt: numberField({
    key: 'clip_at',
    min: 1e-6,
    max: 1e6,
    scale: 'log',
  }),
  schedule: choiceField({
    key: 'schedule',
    ids: scheduleIds,
  }),
  scheduleFactor: numberField({
    key: 'schedule_factor',
    min: 0.01,
    max: 1,
  }),
  scheduleEvery: numberField({
    key: 'schedule_every',
    min: 1,
    max: 100_000,
    integer: true,
    scale: 'log',
  }),
  warmup: numberField({
    key: 'warmup',
    min: 0,
    max: 0.9,
  }),
  scheduleFloor: numberField({
    key: 'schedule_floor',
    min: 0,
    max: 1,
  }),
} as const;
