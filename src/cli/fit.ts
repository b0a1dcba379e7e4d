import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import { type FitArguments, keyedProblem, parseArguments, usage } from '#src/cli/arguments.ts';
import { experimentOf } from '#src/cli/experiment-source.ts';
import { processEngine, startEngineProcess } from '#src/cli/process-worker.ts';
import { ProgressLine, type Terminal } from '#src/cli/progress-line.ts';
import { listText, runsTable } from '#src/cli/tables.ts';
import { type Outcome, trainAll } from '#src/cli/train-all.ts';
import { PreparedSets } from '#src/data/prepared.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { runsCsv } from '#src/export/csv.ts';
import { type RunJson, runJson } from '#src/export/run-json.ts';
import { writeWeights } from '#src/export/weights/write-weights.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { endsAsAsked } from '#src/records/run-header.ts';
import { toHash } from '#src/share/link-codec.ts';
import { experimentName } from '#src/words/names.ts';
import { endingOf } from '#words/endings.ts';
import { engineNames, failureText } from '#words/engine.ts';
import { weightsNotWrittenText } from '#words/weights.ts';

/** Exit statuses of `fit`. */
const status = {
  /** Every run ended as asked. */
  done: 0,
  /** A run broke down or diverged, or its results could not be written. */
  failed: 1,
  /** The command line or the experiment is wrong; the message names the option or field. */
  misused: 2,
  /** As shells count Ctrl-C: 128 + SIGINT. */
  interrupted: 130,
} as const;

/** Where `fit` writes: results to `out`, everything else to `messages`. */
export interface Streams {
  readonly out: { write(text: string): unknown };
  readonly messages: Terminal;
}

/**
 * The command `fit`: trains one experiment, for one seed or several, and writes what came of it.
 *
 * @param argv what follows the command's name
 * @param signal aborted when the reader wants to stop; what is finished is written all the same
 * @returns the exit status
 */
export async function fit(
  argv: readonly string[],
  { out, messages }: Streams,
  signal: AbortSignal,
  startEngine = startEngineProcess,
): Promise<number> {
  const say = (lines: readonly string[]): void => {
    for (const line of lines) messages.write(`fit: ${line}\n`);
  };
  const args = parseArguments(argv);
  if (!args.ok) {
    say([args.error]);
    messages.write(`${usage}\n`);
    return status.misused;
  }
  if (args.value === 'help' || args.value === 'list') {
    out.write(`${args.value === 'help' ? usage : listText()}\n`);
    return status.done;
  }
  const experiments = await experimentsOf(args.value);
  if (!experiments.ok) {
    say(experiments.error);
    return status.misused;
  }
  say(engineNotes(experiments.value));

  const total = experiments.value.reduce((sum, { epochs }) => sum + epochs, 0);
  const progress = new ProgressLine(messages, total, () => performance.now());
  const outcomes = await trainAll(experiments.value, {
    jobs: args.value.jobs ?? Math.max(1, os.availableParallelism() - 1),
    startEngine,
    signal,
    onEpochs: (finished) => progress.update(finished),
  });
  progress.clear();

  const written = await write(args.value, runsOf(outcomes), out);
  const saved = await saveWeights(args.value, outcomes);
  say(complaints(experiments.value, outcomes));
  for (const result of [written, saved]) if (!result.ok) say([result.error]);
  if (outcomes.some(({ kind }) => kind === 'refused')) return status.misused;
  if (signal.aborted) return status.interrupted;
  return written.ok && saved.ok && outcomes.every(endedAsAsked) ? status.done : status.failed;
}

/** The named experiment with its settings, once for each seed. */
async function experimentsOf(
  args: FitArguments,
): Promise<Result<readonly Experiment[], readonly string[]>> {
  const experiment = await experimentOf(args);
  if (!experiment.ok) return experiment;
  return ok((args.seeds ?? [experiment.value.seed]).map((seed) => ({ ...experiment.value, seed })));
}

function engineNotes([experiment]: readonly Experiment[]): readonly string[] {
  const asked = experiment?.engine ?? 'any';
  if (asked === 'any' || asked === 'auto' || asked === processEngine) return [];
  return [
    `the experiment asks for ${engineNames[asked]}; the command line trains with ${engineNames[processEngine]}`,
  ];
}

/** Runs with something to tell: all but those interrupted before their first epoch was over. */
function runsOf(outcomes: readonly Outcome[]): readonly RunJson[] {
  return outcomes.flatMap((outcome) =>
    outcome.kind === 'run' && (outcome.run.stopped !== null || outcome.run.records.length > 0)
      ? [runJson(outcome.run)]
      : [],
  );
}

function endedAsAsked(outcome: Outcome): boolean {
  if (outcome.kind !== 'run') return false;
  const { stopped } = outcome.run;
  return stopped !== null && endsAsAsked(stopped);
}

function complaints(
  experiments: readonly Experiment[],
  outcomes: readonly Outcome[],
): readonly string[] {
  return outcomes.flatMap((outcome, i) => {
    const seed = `seed ${experiments[i]?.seed}`;
    if (outcome.kind === 'refused') return outcome.problems.map(keyedProblem);
    if (outcome.kind === 'failed') return [`${seed}: ${failureText(outcome.failure)}`];
    const { stopped } = outcome.run;
    if (stopped === null || endsAsAsked(stopped)) return [];
    return [`${seed}: ${endingOf(stopped).event}`];
  });
}

async function write(
  { json, csv }: FitArguments,
  runs: readonly RunJson[],
  out: Streams['out'],
): Promise<Result<void>> {
  const jsonText = `${JSON.stringify(runs)}\n`;
  if (json === '-') out.write(jsonText);
  else if (runs.length > 0) out.write(`${runsTable(runs)}\n`);
  try {
    if (json !== null && json !== '-') await writeFile(json, jsonText);
    if (csv !== null) await writeFile(csv, runsCsv(runs.map(named)));
    return ok(undefined);
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}

/** The weights that the only run came to, where they are asked for. */
async function saveWeights(
  { weights }: FitArguments,
  [outcome]: readonly Outcome[],
): Promise<Result<void>> {
  if (weights === null || outcome?.kind !== 'run' || outcome.parameters === null)
    return ok(undefined);
  const { experiment } = outcome.run;
  const { path, format } = weights;
  const link = `#${toHash(experiment)}`;
  const run = { experiment, parameters: outcome.parameters, link };
  const content = await writeWeights(run, format, new PreparedSets());
  if (!content.ok) return err(weightsNotWrittenText(format, content.error));
  try {
    await writeFile(path, content.value);
    return ok(undefined);
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}

function named(run: RunJson): { readonly name: string; readonly run: RunJson } {
  return { name: experimentName(run.experiment), run };
}
