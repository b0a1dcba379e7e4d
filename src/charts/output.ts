import type { ShownSet } from '#src/charts/figures/classes.ts';
import type { Task } from '#src/experiment/targets.ts';
import type { RunHeader, Snapshot } from '#src/records/run-header.ts';

/** The numbers that are answered, by name; none where classes are. */
export function outputNames({ answer }: Task): readonly string[] {
  return answer.kind === 'numbers' ? answer.names : [];
}

/** The classes that are told apart, by name; none where numbers are answered. */
export function classLabels({ answer }: Task): readonly string[] {
  if (answer.kind === 'numbers') return [];
  return answer.labels ?? Array.from({ length: answer.count }, (_, k) => String(k));
}

/** The same for tasks of the same inputs and answers: what is chosen among these ends with them. */
export function taskKey(task: Task): string {
  return JSON.stringify([task.inputs, outputNames(task), classLabels(task)]);
}

type Answered = Pick<RunHeader, 'task' | 'probeTruth' | 'train' | 'heldOut'>;

/** The data as if only one of the outputs were asked for. */
export function headerOf<Header extends Answered>(header: Header, output: number): Header {
  const { task, probeTruth, train, heldOut } = header;
  const { length } = outputNames(task);
  if (length < 2) return header;
  return {
    ...header,
    probeTruth: probeTruth && column(probeTruth, output, length),
    train: { ...train, y: column(train.y, output, length) },
    heldOut: { ...heldOut, y: column(heldOut.y, output, length) },
  };
}

/** The set that is wanted, or the training points where none are held out. */
export function setOf({ heldOut }: Pick<RunHeader, 'heldOut'>, wanted: ShownSet): ShownSet {
  return heldOut.rows === 0 ? 'train' : wanted;
}

/** The answers of one of the outputs; null before there are any. */
export function answersOf(
  { task }: Pick<RunHeader, 'task'>,
  answers: Float32Array | undefined,
  output: number,
): Float32Array | null {
  if (answers === undefined) return null;
  const { length } = outputNames(task);
  return length < 2 ? answers : column(answers, output, length);
}

/** A run as if only its first output were asked for: what is small shows that one. */
export function firstOutput<Run extends { header: RunHeader; snapshot: Snapshot }>(run: Run): Run {
  if (outputNames(run.header.task).length < 2) return run;
  const { header, snapshot } = run;
  const predictions = answersOf(header, snapshot.predictions, 0) ?? snapshot.predictions;
  return { ...run, header: headerOf(header, 0), snapshot: { ...snapshot, predictions } };
}

function column<Values extends Float32Array | Float64Array>(
  values: Values,
  output: number,
  width: number,
): Values {
  return values.filter((_, i) => i % width === output) as Values;
}
