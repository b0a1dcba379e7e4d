import { fieldText } from '#src/experiment/differences.ts';
import { fieldIds, parseField } from '#src/experiment/experiment.ts';
import { decodeText } from '#src/experiment/field-texts.ts';
import {
  type Experiment,
  type FieldId,
  type FieldIdOf,
  fieldOf,
  fields,
  fieldsIn,
  isOfKind,
} from '#src/experiment/fields.ts';
import { isRelevant } from '#src/experiment/relevance.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { batchLimits } from '#src/library/batch.ts';
import { type Sweep, type SweepAxis, valueRange } from '#src/studies/sweep.ts';
import { listedNumbers, plainNumber } from '#src/ui/number-text.ts';
import { valueText } from '#src/words/values.ts';
import { words as texts } from '#words/compare/sweep.ts';
import { fieldWords } from '#words/fields.ts';

/** One axis of a sweep as its reader has set it up so far. */
export interface AxisDraft {
  readonly field: FieldId;
  readonly mode: 'range' | 'list';
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly scale: 'linear' | 'log';
  /** One value per line, as links write them; for numbers, commas and blanks separate as well. */
  readonly list: string;
}

/** Whether values can be taken from a range. */
export function isNumeric(field: FieldId): field is FieldIdOf<'number' | 'optional_number'> {
  return isOfKind(field, 'number') || isOfKind(field, 'optional_number');
}

/** What can be swept: whatever has an effect on the experiment, but for seeds (each combination has them anyway). */
export function sweepableFields(base: Experiment): readonly FieldId[] {
  const others = [...fieldsIn('seeds'), ...fieldsIn('engine')];
  return fieldIds.filter((id) => !others.includes(id) && isRelevant(id, base));
}

/** A first proposal: values around the present one, or every option. */
export function draftFor(field: FieldId, base: Experiment): AxisDraft {
  const present = base[field];
  const { kind } = fields[field];
  const list = (texts: readonly string[]): AxisDraft => ({
    field,
    mode: 'list',
    from: 0,
    to: 1,
    count: 5,
    scale: 'linear',
    list: texts.join('\n'),
  });
  if (kind === 'choice') return list(Object.keys(optionsOf(field)));
  if (kind === 'flag') return list(['0', '1']);
  if (!isNumeric(field)) return list([fieldText(field, base)]);
  const { min, max, scale = 'linear', integer = false } = fields[field];
  const value = typeof present === 'number' ? present : min;
  const within = (candidate: number) => {
    const whole = integer ? Math.round(candidate) : candidate;
    return Math.min(Math.max(whole, min), max);
  };
  const isLog = scale === 'log' && value > 0;
  return {
    field,
    mode: 'range',
    from: within(tidy(isLog ? value / 10 : value / 2)),
    to: within(tidy(isLog ? value * 10 : value === 0 ? 1 : value * 2)),
    count: 5,
    scale: isLog ? 'log' : 'linear',
    list: fieldText(field, base),
  };
}

/** The draft that lists an axis' values. */
export function draftOf(
  { field, values }: Pick<SweepAxis, 'field' | 'values'>,
  base: Experiment,
): AxisDraft {
  const list = values.map((value) => fieldOf(field).encode(value)).join('\n');
  return { ...draftFor(field, base), mode: 'list', list };
}

/** The axis that a draft describes; every value is one that the field accepts by itself. */
export function axisOf(draft: AxisDraft): Result<SweepAxis> {
  const { field } = draft;
  const candidates =
    draft.mode === 'range' && isNumeric(field)
      ? rangeValues({ ...draft, field })
      : listedValues(draft);
  if (!candidates.ok) return candidates;
  const values: unknown[] = [];
  for (const candidate of candidates.value) {
    const parsed = parseField(field, candidate);
    if (!parsed.ok) return err(`${fieldWords[field].label}: ${parsed.error}`);
    values.push(parsed.value);
  }
  if (values.length === 0) return err(texts.writeAtLeastOneValue(fieldWords[field].label));
  if (values.length > batchLimits.values)
    return err(texts.atMostValues(fieldWords[field].label, batchLimits.values));
  // Numbers stay plain: charts set them by their size.
  const text = (value: unknown) =>
    isNumeric(field)
      ? fieldOf(field).encode(value)
      : valueText(field, value as Experiment[FieldId]);
  return ok({ field, values, labels: values.map(text) });
}

/** A sweep over one or two axes; the first draft that describes none says why. */
export function sweepOf(
  drafts: readonly AxisDraft[],
  rest: Pick<Sweep, 'base' | 'seeds' | 'sample'>,
): Result<Sweep> {
  const axes = [];
  for (const draft of drafts) {
    const axis = axisOf(draft);
    if (!axis.ok) return axis;
    axes.push(axis.value);
  }
  return ok({ ...rest, axes: axes as unknown as Sweep['axes'] });
}

/** A second axis to propose: the batch size, or the first field that is not swept yet; null: there is room for none. */
export function secondDraft(drafts: readonly AxisDraft[], base: Experiment): AxisDraft | null {
  const isTaken = (id: FieldId) => drafts.some(({ field }) => field === id);
  const unused = sweepableFields(base).find((id) => !isTaken(id));
  if (drafts.length >= 2 || unused === undefined) return null;
  return draftFor(isTaken('batchSize') ? unused : 'batchSize', base);
}

type NumericDraft = AxisDraft & { readonly field: FieldIdOf<'number' | 'optional_number'> };

function rangeValues({ field, from, to, count, scale }: NumericDraft): Result<readonly unknown[]> {
  const { integer = false } = fields[field];
  const values = valueRange(from, to, count, { scale, integer });
  if (!values.ok) return err(`${fieldWords[field].label}: ${values.error}`);
  // Three figures read better, as long as neighbours stay apart and within the field's limits.
  const short = values.value.map(tidy);
  const fits = short.every((value) => parseField(field, value).ok);
  return ok(fits && new Set(short).size === short.length ? short : values.value);
}

function listedValues({ field, list }: AxisDraft): Result<readonly unknown[]> {
  const texts = (isNumeric(field) ? listedNumbers(list).map(plainNumber) : list.split('\n'))
    .map((text) => text.trim())
    .filter((text) => text !== '');
  const values: unknown[] = [];
  for (const text of new Set(texts)) {
    const decoded = decodeText(fields[field].kind, text);
    if (!decoded.ok)
      return err(`${fieldWords[field].label}: “${text.slice(0, 40)}”: ${decoded.error}`);
    values.push(decoded.value);
  }
  return ok(values);
}

export function optionsOf(field: FieldId): Readonly<Record<string, string>> {
  const found = fieldWords[field];
  return 'options' in found ? found.options : {};
}

function tidy(value: number): number {
  return Number(value.toPrecision(3));
}
