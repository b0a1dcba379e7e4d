import { number } from '#src/code/write/python.ts';
import { type ChangeableId, changeable } from '#src/experiment/fields/changes.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { ClippingId } from '#src/experiment/ids.ts';

/** Whether a field changes while the network trains. */
export function changes(e: Experiment, field: ChangeableId): boolean {
  return e.changes.some((change) => change.field === field);
}

/** `CHANGES = […]`, the same in Python and Julia: epochs, key of the field as in links, value. */
export function changesLine(e: Experiment): string {
  const rows = e.changes.map(
    ({ epoch, field, value }) => `(${epoch}, "${changeable[field].key}", ${literal(value)})`,
  );
  return `CHANGES = [${rows.join(', ')}]  # what holds after so many epochs`;
}

/** A setting after `time` epochs, where it changes on the way: a call in Python and Julia. */
export function settingAt(e: Experiment, field: ChangeableId, time: string): string {
  return `setting("${changeable[field].key}", ${literal(e[field])}, ${time})`;
}

const names = { l1: 'l1', l2: 'l2', clipping: 'clipping', clipAt: 'clip_at' } as const;
type StepSetting = keyof typeof names;

/** A number of a step: itself, or the name of the variable that holds it where it changes on the way. */
export function settingText(e: Experiment, field: 'l1' | 'l2' | 'clipAt'): string {
  return changes(e, field) ? names[field] : number(e[field]);
}

/** What changes from step to step, but for the learning rate, by its variable. */
export function changingSettings(e: Experiment): readonly StepSetting[] {
  return (Object.keys(names) as StepSetting[]).filter(
    (field) => changes(e, field) && (field !== 'clipAt' || clippings(e).length > 0),
  );
}

export function settingName(field: StepSetting): string {
  return names[field];
}

/** Assignments of all that changes from step to step, in Python and Julia. */
export function settingLines(e: Experiment, time: string): readonly string[] {
  return changingSettings(e).map((field) => `${names[field]} = ${settingAt(e, field, time)}`);
}

/** Penalties of weights that there are at any time. */
export function penalties(e: Experiment): readonly ('l1' | 'l2')[] {
  return (['l2', 'l1'] as const).filter((field) => e[field] > 0 || changes(e, field));
}

type Clipping = Exclude<ClippingId, 'none'>;

/** The ways of clipping that there are at any time. */
export function clippings(e: Experiment): readonly Clipping[] {
  const all = [
    e.clipping,
    ...e.changes.flatMap(({ field, value }) => (field === 'clipping' ? [value] : [])),
  ];
  return (['value', 'norm'] as const).filter((kind) => all.includes(kind));
}

/**
 * The lines that clip gradients, where they are clipped, or while they are.
 *
 * @param texts how a language does each, at a number
 * @param end what ends a block
 */
export function clippingLines(
  e: Experiment,
  texts: Readonly<Record<Clipping, (at: string) => readonly string[]>>,
  [begin, end]: readonly [begin: string, end: readonly string[]] = [':', []],
): readonly string[] {
  const at = settingText(e, 'clipAt');
  return clippings(e).flatMap((kind) =>
    changes(e, 'clipping')
      ? [
          `if clipping == "${kind}"${begin}`,
          ...texts[kind](at).map((line) => `    ${line}`),
          ...end,
        ]
      : texts[kind](at),
  );
}

function literal(value: number | string): string {
  return typeof value === 'number' ? number(value) : `"${value}"`;
}
