import { setMaxListeners } from 'node:events';
import os from 'node:os';
import { parseArgs } from 'node:util';
import {
  type ExperimentArguments,
  experimentArguments,
  experimentOptions,
  experimentUsage,
  parseSeeds,
} from '#src/cli/arguments.ts';
import { experimentOf } from '#src/cli/experiment-source.ts';
import type { Streams } from '#src/cli/fit.ts';
import { processEngine, startEngineProcess } from '#src/cli/process-worker.ts';
import type { Verdict } from '#src/doctor/contract.ts';
import { diagnose } from '#src/doctor/diagnose.ts';
import { verdictJson } from '#src/doctor/verdict-json.ts';
import { EngineClient, type WorkerLike } from '#src/engine/page/client.ts';
import { Trainings } from '#src/engine/page/trainings.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { isAbortError } from '#src/lib/abort.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { toHash } from '#src/share/link-codec.ts';
import { verdictText } from '#src/words/why.ts';

const whyUsage = `usage: npm run -s fit -- why <preset | link | file.json> [options]

  Says why an experiment does not fit, by trial: what alone is enough, what only together, what makes no difference.

${experimentUsage}
  --budget n            steps to spend on trials, counted in steps of the experiment (default: about ten seconds)
  --seeds 0..7          seeds that verdicts are counted over (at least three)
  --unexplained share   what a fit may leave unexplained (default: twice what a reference leaves)
  --json -              write the verdict as JSON
  --help                this text`;

/** Exit statuses of `fit why`. */
const status = { fits: 0, found: 1, misused: 2, notFound: 3, interrupted: 130 } as const;

interface WhyArguments {
  readonly named: ExperimentArguments;
  readonly budget?: number;
  readonly seeds?: readonly number[];
  readonly unexplained?: number;
  readonly json: boolean;
}

/**
 * The command `fit why`.
 *
 * @param argv what follows `why`
 * @returns 0: it fits, 1: it does not and a cause was found, 2: the command line is wrong, 3: none was found
 */
export async function why(
  argv: readonly string[],
  { out, messages }: Streams,
  signal: AbortSignal,
  startEngine = startEngineProcess,
): Promise<number> {
  const args = readArguments(argv);
  if (!args.ok) {
    messages.write(`fit why: ${args.error}\n${whyUsage}\n`);
    return status.misused;
  }
  if (args.value === 'help') {
    out.write(`${whyUsage}\n`);
    return status.fits;
  }
  const { named, json, ...options } = args.value;
  const experiment = await experimentOf(named);
  if (!experiment.ok) {
    for (const line of experiment.error) messages.write(`fit why: ${line}\n`);
    return status.misused;
  }
  try {
    const verdict = await verdictOn(
      experiment.value,
      { ...options, startEngine },
      messages,
      signal,
    );
    if (verdict === null) {
      messages.write('fit why: the data of the experiment cannot be made\n');
      return status.misused;
    }
    const link = (changes: Partial<Experiment>) =>
      `#${toHash({ ...verdict.experiment, ...changes })}`;
    if (json) out.write(`${JSON.stringify(verdictJson(verdict))}\n`);
    else out.write(`${verdictText(verdict, link)}\n`);
    if (verdict.fits) return status.fits;
    return verdict.minimal.length > 0 ? status.found : status.notFound;
  } catch (error) {
    if (isAbortError(error)) return status.interrupted;
    throw error;
  }
}

async function verdictOn(
  experiment: Experiment,
  {
    startEngine,
    ...options
  }: Pick<WhyArguments, 'budget' | 'seeds' | 'unexplained'> & { startEngine(): WorkerLike },
  messages: Streams['messages'],
  signal: AbortSignal,
): Promise<Verdict | null> {
  const trainings = new Trainings({
    makeClient: () => new EngineClient(startEngine),
    processors: () => Math.max(1, os.availableParallelism()),
    preference: () => processEngine,
    placement: { engine: processEngine, gpu: false, together: 1 },
  });
  setMaxListeners(0, signal); // each run listens
  try {
    return await diagnose(experiment, {
      ...options,
      signal,
      now: () => performance.now(),
      train: (jobs, extent) => trainings.train(jobs, { priority: 'study', extent, signal }),
      onProgress({ runs, about }) {
        if (messages.isTTY === true) messages.write(`\r\u001b[Krun ${runs} of about ${about}`);
      },
    });
  } finally {
    if (messages.isTTY === true) messages.write('\r\u001b[K');
    trainings.dispose();
  }
}

function readArguments(argv: readonly string[]): Result<WhyArguments | 'help'> {
  let parsed: ReturnType<typeof parsedArguments>;
  try {
    parsed = parsedArguments(argv);
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  if (values.help === true) return ok('help');
  const named = experimentArguments(positionals, values);
  if (!named.ok) return named;
  if (values.json !== undefined && values.json !== '-')
    return err('--json writes to standard output only: --json -');
  const budget = numberOf('--budget', values.budget, Number.POSITIVE_INFINITY);
  if (!budget.ok) return budget;
  const unexplained = numberOf('--unexplained', values.unexplained, 1);
  if (!unexplained.ok) return unexplained;
  const seeds = values.seeds === undefined ? ok(undefined) : parseSeeds(values.seeds);
  if (!seeds.ok) return seeds;
  return ok({
    named: named.value,
    json: values.json === '-',
    ...(budget.value !== undefined && { budget: budget.value }),
    ...(unexplained.value !== undefined && { unexplained: unexplained.value }),
    ...(seeds.value !== undefined && { seeds: seeds.value }),
  });
}

function numberOf(
  option: string,
  text: string | undefined,
  most: number,
): Result<number | undefined> {
  if (text === undefined) return ok(undefined);
  const value = Number(text);
  return value > 0 && value <= most
    ? ok(value)
    : err(`${option}: expected a number above 0, got "${text}"`);
}

function parsedArguments(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      ...experimentOptions,
      budget: { type: 'string' },
      seeds: { type: 'string' },
      unexplained: { type: 'string' },
      json: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
}
