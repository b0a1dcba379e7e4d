import type { Domain, Layer, Phase } from '#src/experiment/field-lists.ts';
import type { Change, ChangeableId } from '#src/experiment/fields/changes.ts';
import { type Experiment, type FieldId, fields } from '#src/experiment/fields.ts';
import type { OrderId } from '#src/experiment/ids.ts';
import { readTable } from '#src/experiment/table.ts';
import type { Options } from '#src/words/field-words.ts';
import { formatCount, formatNumber } from '#words/base/numbers.ts';
import { fieldWords } from '#words/fields.ts';
import { inSentence } from '#words/forms.ts';
import { activationWords, orderNames, valueWords } from '#words/values.ts';

/** A field's value in the words of its readers, e.g. "2 × 45 ReLU". */
export function valueText(field: FieldId, value: Experiment[FieldId]): string {
  const { kind } = fields[field];
  switch (kind) {
    case 'number':
    case 'optional_number': {
      const words = fieldWords[field];
      if (value !== null) return numberText(value as number);
      return 'none' in words ? words.none : '';
    }
    case 'choice':
      return shortName(fieldWords[field] as Options<string>, value as string);
    case 'flag':
      return value === true ? valueWords.on : valueWords.off;
    case 'text':
      return value as string;
    case 'domain':
      return value === null ? valueWords.automatic : intervalText(value as NonNullable<Domain>);
    case 'domains':
      return (
        (value as readonly NonNullable<Domain>[]).map(intervalText).join(', ') ||
        valueWords.allTheSame
      );
    case 'numbers':
      return (value as readonly number[]).map(numberText).join(', ') || valueWords.none;
    case 'layers':
      return layersText(value as readonly Layer[]);
    case 'phases':
      return phasesText(value as readonly Phase[]);
    case 'changes':
      return changesText(value as readonly Change[]);
    case 'formulas':
      return (value as readonly string[]).join(', ') || valueWords.none;
    case 'table':
      return tableText(value as string);
  }
}

/** A choice by its short name. */
export function shortName<Id extends string>({ options, shorter }: Options<Id>, id: Id): string {
  return shorter?.[id] ?? options[id];
}

/** In full: names and tables tell values apart by it. */
function numberText(value: number): string {
  return Number.isInteger(value) ? formatCount(value) : formatNumber(value, 9);
}

function intervalText([from, to]: NonNullable<Domain>): string {
  return valueWords.interval(numberText(from), numberText(to));
}

/** "16 Tanh (dropout 0.1)". */
export function layerText({ units, activation, dropout }: Layer): string {
  const name = `${units} ${shortName(activationWords, activation)}`;
  return dropout > 0 ? valueWords.dropout(name, dropout) : name;
}

/** "2 × 45 ReLU", "64 Tanh → 16 Tanh (dropout 0.1)": equal layers that follow one another are counted. */
function layersText(layers: readonly Layer[]): string {
  const stacks: { readonly text: string; count: number }[] = [];
  for (const text of layers.map(layerText)) {
    const last = stacks.at(-1);
    if (last?.text === text) last.count++;
    else stacks.push({ text, count: 1 });
  }
  const parts = stacks.map(({ text, count }) => (count === 1 ? text : `${count} × ${text}`));
  return parts.join(' → ') || valueWords.none;
}

function orderText(order: OrderId): string {
  return inSentence(orderNames[order]);
}

/** "fixed → reshuffled every epoch". */
export function switchText({ from, to }: Readonly<Record<'from' | 'to', OrderId>>): string {
  return `${orderText(from)} → ${orderText(to)}`;
}

/** "fixed for 250 epochs, then reshuffled every epoch". */
function phasesText(phases: readonly Phase[]): string {
  return valueWords.inOrder(
    phases.map(({ order, epochs }) => {
      const name = orderText(order);
      return epochs === null ? name : valueWords.phase(name, epochs);
    }),
  );
}

/** "learning rate 0.001", of what it is changed to on the way. */
export function changeText({ field, value }: Change): string {
  return valueWords.setting(
    inSentence(fieldWords[field].label),
    valueText(field, value as Experiment[ChangeableId]),
  );
}

function changesText(changes: readonly Change[]): string {
  return (
    changes.map((change) => valueWords.change(changeText(change), change.epoch)).join('; ') ||
    valueWords.none
  );
}

function tableText(text: string): string {
  const table = text === '' ? null : readTable(text);
  if (table === null || !table.ok) return valueWords.none;
  const { rows, columns } = table.value;
  return valueWords.table(rows, columns.map(({ name }) => name).join(', '));
}

/** "0.2 to 0.5", or one number where both are told alike. */
export function rangeText([least, most]: readonly [number, number]): string {
  const [from, to] = [formatNumber(least, 2), formatNumber(most, 2)];
  return from === to ? from : valueWords.interval(from, to);
}

/** 1: a perfect answer, 0: what guessing scores. */
export function skillText(skill: number): string {
  return Number.isFinite(skill) ? formatNumber(skill, 3) : valueWords.noSkill;
}
