import { parseArgs } from 'node:util';
import { fieldIds, parseExperiment, parseField } from '#src/experiment/experiment.ts';
import { decodeText } from '#src/experiment/field-texts.ts';
import { type Experiment, type FieldId, fields } from '#src/experiment/fields.ts';
import type { Problem } from '#src/experiment/problem.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { latestVersion } from '#src/library/documents/versions.ts';
import {
  type WeightFormat,
  weightExtensions,
  weightFormats,
} from '#src/records/trained-weights.ts';

/** How the reader says which experiment a command is about. */
export interface ExperimentArguments {
  /** A preset's id, a link, or the path of an experiment file. */
  readonly source: string;
  /** The path of a table that takes the place of the experiment's data. */
  readonly data: string | null;
  /** The names of its columns that are to be answered; null: the last one. */
  readonly answers: readonly string[] | null;
  /** The name of its column that says what rows count; null: all count the same. */
  readonly weight: string | null;
  /** `field=value` pairs, in order. */
  readonly set: readonly string[];
}

/** What the reader asked of `fit`; `--epochs n` is `epochs=n`, the first of `set`. */
export interface FitArguments extends ExperimentArguments {
  /** Seeds to run, in order; null: the experiment's own. */
  readonly seeds: readonly number[] | null;
  /** Where the runs go as JSON; `-` is standard output. */
  readonly json: string | null;
  readonly csv: string | null;
  /** Where the trained weights of the only run go, and how. */
  readonly weights: { readonly path: string; readonly format: WeightFormat } | null;
  /** Runs trained at the same time; null: one less than the machine has cores. */
  readonly jobs: number | null;
}

/** Options of each command that is about an experiment. */
export const experimentOptions = {
  data: { type: 'string' },
  answer: { type: 'string' },
  weight: { type: 'string' },
  set: { type: 'string', multiple: true },
} as const;

export const experimentUsage = `  --data file.csv       learn a table of your own (the experiment may be left out)
  --answer names        its columns to be answered (default: the last one); class:name for classes
  --weight name         its column that says how much each row counts in the loss
  --set field=value     change a field, by its name in links; may be repeated`;

export const usage = `usage: npm run -s fit -- <preset | link | file.json> [options]
       npm run -s fit -- read <file | ->    what pasted code says; see read --help
       npm run -s fit -- code <experiment> --to pytorch    the experiment as a script; see code --help

  --seeds 0..7          run these seeds (a range, or a list 1,5,9)
  --epochs n            train for n epochs
${experimentUsage}
  --json file|-         write the runs as JSON
  --csv file            write one row per epoch
  --weights file        write the trained weights: .npz for NumPy, .onnx, .zip for TensorFlow.js
  --jobs n              train so many seeds at the same time (default: cores − 1)
  --list                list presets and fields
  --help                this text`;

const maxSeeds = 1024;
const maxJobs = 256;

/** Reads the command line. Errors are sentences that name the option. */
export function parseArguments(argv: readonly string[]): Result<FitArguments | 'help' | 'list'> {
  let parsed: ReturnType<typeof read>;
  try {
    parsed = read(argv);
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  if (values.help) return ok('help');
  if (values.list) return ok('list');
  const named = experimentArguments(positionals, values);
  if (!named.ok) return named;
  const seeds = values.seeds === undefined ? ok(null) : parseSeeds(values.seeds);
  if (!seeds.ok) return seeds;
  const jobs = values.jobs === undefined ? ok(null) : parseJobs(values.jobs);
  if (!jobs.ok) return jobs;
  const weights =
    values.weights === undefined ? ok(null) : parseWeights(values.weights, seeds.value);
  if (!weights.ok) return weights;
  const epochs = values.epochs === undefined ? [] : [`epochs=${values.epochs}`];
  return ok({
    ...named.value,
    seeds: seeds.value,
    set: [...epochs, ...named.value.set],
    json: values.json ?? null,
    csv: values.csv ?? null,
    weights: weights.value,
    jobs: jobs.value,
  });
}

function read(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      ...experimentOptions,
      seeds: { type: 'string' },
      epochs: { type: 'string' },
      json: { type: 'string' },
      csv: { type: 'string' },
      weights: { type: 'string' },
      jobs: { type: 'string' },
      list: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
}

/** The experiment that a command is about, by its positional arguments and its options. */
export function experimentArguments(
  [source, ...rest]: readonly string[],
  { data, answer, weight, set }: ExperimentValues,
): Result<ExperimentArguments> {
  if (source === undefined && data === undefined)
    return err('which experiment? Name a preset, a link or a file.');
  if (rest.length > 0) return err(`one experiment at a time: did not expect "${rest[0]}"`);
  return ok({
    source: source ?? `v=${latestVersion().number}`,
    data: data ?? null,
    answers: answer?.split(',') ?? null,
    weight: weight ?? null,
    set: set ?? [],
  });
}

/** `experimentOptions` as they are read. */
type ExperimentValues = ReturnType<
  typeof parseArgs<{ readonly options: typeof experimentOptions }>
>['values'];

/** `0..7`, `3` or `1,5,9`. */
export function parseSeeds(text: string): Result<readonly number[]> {
  const seeds: number[] = [];
  for (const part of text.split(',')) {
    const range = /^(\d{1,10})(?:\.\.(\d{1,10}))?$/.exec(part.trim());
    if (range === null) return err(`--seeds: expected 0..7 or 1,5,9, got "${text}"`);
    const from = Number(range[1]);
    const to = range[2] === undefined ? from : Number(range[2]);
    if (to < from) return err(`--seeds: ${from}..${to} runs backwards`);
    if (to > fields.seed.max) return err(`--seeds: a seed is at most ${fields.seed.max}`);
    if (seeds.length + to - from + 1 > maxSeeds) return err(`--seeds: at most ${maxSeeds} seeds`);
    for (let seed = from; seed <= to; seed++) seeds.push(seed);
  }
  return ok(seeds);
}

function parseJobs(text: string): Result<number> {
  const jobs = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return jobs >= 1 && jobs <= maxJobs
    ? ok(jobs)
    : err(`--jobs: expected a number from 1 to ${maxJobs}, got "${text}"`);
}

function parseWeights(
  path: string,
  seeds: readonly number[] | null,
): Result<FitArguments['weights']> {
  const format = weightFormats.find((id) => path.endsWith(`.${weightExtensions[id]}`));
  if (format === undefined)
    return err(`--weights: the name ends in .npz, .onnx or .zip, got "${path}"`);
  if (seeds !== null && seeds.length > 1) return err('--weights: of one seed at a time');
  return ok({ path, format });
}

/** Applies `field=value` settings to an experiment and checks the whole. Errors name the field. */
export function applySettings(
  experiment: Experiment,
  settings: readonly string[],
): Result<Experiment, readonly string[]> {
  const changes: Partial<Record<FieldId, unknown>> = {};
  const problems: string[] = [];
  for (const setting of settings) {
    const [key = '', ...rest] = setting.split('=');
    const id = fieldIds.find((name) => fields[name].key === key || name === key);
    if (id === undefined || rest.length === 0) {
      problems.push(
        id === undefined ? `${key}: there is no such field` : `${key}: expected ${key}=value`,
      );
      continue;
    }
    const decoded = decodeText(fields[id].kind, rest.join('='));
    const value = decoded.ok ? parseField(id, decoded.value) : decoded;
    if (value.ok) changes[id] = value.value;
    else problems.push(`${key}: ${value.error}`);
  }
  if (problems.length > 0) return err(problems);
  const whole = parseExperiment({ ...experiment, ...changes });
  if (whole.ok) return whole;
  return err(whole.error.map(keyedProblem));
}

/** A problem as a sentence that starts with the field's name in links. */
export function keyedProblem({ field, message }: Problem): string {
  const key = fieldIds.includes(field as FieldId) ? fields[field as FieldId].key : field;
  return `${key}: ${message}`;
}
