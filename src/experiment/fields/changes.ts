import * as z from 'zod/mini';
import { type Field, numberSchema } from '#src/experiment/field-kinds.ts';
import { epochLimit } from '#src/experiment/field-lists.ts';
import { lossFields } from '#src/experiment/fields/loss.ts';
import { optimizerFields } from '#src/experiment/fields/optimizer.ts';
import { words } from '#words/base/experiment.ts';

/** Fields that may change while a network trains. */
export const changeable = {
  learningRate: optimizerFields.learningRate,
  l2: lossFields.l2,
  l1: lossFields.l1,
  clipping: optimizerFields.clipping,
  clipAt: optimizerFields.clipAt,
} as const;

export type ChangeableId = keyof typeof changeable;

/** A setting that holds from an epoch on. */
export interface Change {
  /** Finished epochs after which it holds. */
  readonly epoch: number;
  readonly field: ChangeableId;
  readonly value: number | string;
}

const changeLimits = { changes: 50 } as const;

const ids = Object.keys(changeable) as readonly ChangeableId[];
const epoch = numberSchema({ min: 1, max: epochLimit, integer: true });
const change = z.discriminatedUnion('field', [
  changeOf('learningRate'),
  changeOf('l2'),
  changeOf('l1'),
  changeOf('clipping'),
  changeOf('clipAt'),
]);

function changeOf<Id extends ChangeableId>(id: Id) {
  return z.strictObject({ epoch, field: z.literal(id), value: changeable[id].schema });
}

/** What was changed while the network trained, one after another. In links `40:lr:0.001,60:clip:norm`. */
export const changesFields = {
  changes: {
    kind: 'changes',
    key: 'changes',
    schema: z.array(change).check(
      z.maxLength(changeLimits.changes),
      z.refine((list) => list.every(({ epoch }, i) => epoch >= (list[i - 1]?.epoch ?? 0)), {
        error: words.changesStandInTheOrder,
      }),
    ) as unknown as z.ZodMiniType<readonly Change[]>,
    encode: (list: readonly Change[]) =>
      list
        .map(({ epoch, field, value }) => `${epoch}:${changeable[field].key}:${value}`)
        .join(',') || 'none',
  } satisfies Field<readonly Change[]> & { readonly kind: 'changes' },
} as const;

/** The field of a key in links. */
export function changeableOfKey(key: string): ChangeableId | undefined {
  return ids.find((id) => changeable[id].key === key);
}
