import type { Interval } from '#src/data/dataset.ts';
import { indexLosses } from '#src/experiment/class-coding.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { LossId } from '#src/experiment/ids.ts';
import { readTable } from '#src/experiment/table.ts';
import { classCount, isTable } from '#src/experiment/targets.ts';
import type { NetworkShape } from '#src/network/shape.ts';

export const codeLanguages = ['pytorch', 'keras', 'numpy', 'jax', 'flux'] as const;
export type CodeLanguage = (typeof codeLanguages)[number];
/** Those that are Python. */
export type PythonLanguage = Exclude<CodeLanguage, 'flux'>;

/** How files of scripts end, by their language. */
export function scriptExtension(language: CodeLanguage): 'py' | 'jl' {
  return language === 'flux' ? 'jl' : 'py';
}

/** Epochs whose losses a script can be compared with. */
export const comparedEpochs = 10;

/** What a script says beside its experiment. */
export interface ScriptContext {
  /** The first line of the script. */
  readonly title: string;
  /** Opens the experiment here; null: none is named. */
  readonly link: string | null;
  /** Running losses of our own first epochs, as the network sees its targets; empty: not trained. */
  readonly losses: readonly number[];
}

/** What the text of a script is made from. */
export interface Script extends ScriptContext {
  readonly experiment: Experiment;
  readonly network: NetworkShape;
  /** One for each input; none: those of the columns of a table. */
  readonly domains: readonly Interval[];
  /** Likewise of held-out points, where these lie elsewhere. */
  readonly elsewhere: readonly Interval[] | null;
  /** Epochs between evaluations. */
  readonly evaluateEvery: number;
}

/** A stranger's text within one line of a comment: what breaks lines, steers text or cannot be seen is a blank. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ');
}

const unseen = /(?![\u{10000}-\u{10ffff}])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Strangers' texts as JSON, which is a literal in Python and keeps within a line of a comment: what cannot be seen is escaped. */
export function jsonOf(texts: unknown): string {
  return JSON.stringify(texts).replaceAll(
    unseen,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Whether a loss cuts off shares that are nearer to 0 or 1 than 1e-7, as Keras does. */
export function isCut(loss: LossId): boolean {
  return loss === 'bce_of_probabilities' || loss === 'cross_entropy_of_outputs';
}

/** Whether a loss over the outputs of a row takes a number for each, and not the index of one. */
export function takesShares(e: Experiment): boolean {
  return indexLosses.includes(e.loss) && classCount(e) === null;
}

/** Whether classes count differently in the loss. */
export function hasClassWeights(e: Experiment): boolean {
  return e.classWeighting !== 'none' && classCount(e) !== null;
}

/** Whether the last column of the experiment's own table is what each row counts in the loss. */
export function hasRowWeights(e: Experiment): boolean {
  return isTable(e.target) && e.rowWeights;
}

/** Whether rows count differently in the loss: `W` and `held_W` say how much. */
export function isWeighted(e: Experiment): boolean {
  return hasClassWeights(e) || hasRowWeights(e);
}

/** What scripts call the number of classes, in lines that make a number for each output. */
export function outputsName({ unusedOutputs }: Experiment): 'OUTPUTS' | 'CLASSES' {
  return unusedOutputs > 0 ? 'OUTPUTS' : 'CLASSES';
}

/** Whether several outputs have the same number as their label. */
export function isRepeated(e: Experiment): boolean {
  return e.unusedOutputs > 0 && classCount(e) === null;
}

/** How many classes there are, and outputs where these are more than are needed. */
export function sizeLines(e: Experiment): readonly string[] {
  const classes = classCount({ ...e, unusedOutputs: 0 });
  const outputs = `OUTPUTS = ${(classes ?? 1) + e.unusedOutputs}`;
  return [
    ...(classes === null ? [] : [`CLASSES = ${classes}`]),
    ...(e.unusedOutputs === 0
      ? []
      : [
          `${outputs}  # ${classes === null ? 'of the same label' : 'more than there are classes'}`,
        ]),
  ];
}

/** Whether units are dropped while the network trains. */
export function hasDropout(e: Experiment): boolean {
  return e.layers.some(({ dropout }) => dropout > 0);
}

/** Whether the experiment's own table lacks values, which the mean of the training rows stands for. */
export function hasGaps({ table: text }: Experiment): boolean {
  const table = readTable(text);
  return table.ok && table.value.columns.some(({ gaps }) => gaps);
}

/** `cut(share)` in Python. */
export function cutShare(value: string): readonly string[] {
  return ['def cut(share):', `    return ${value}`];
}
