import { readFile } from 'node:fs/promises';
import { text as textOf } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { keyedProblem } from '#src/cli/arguments.ts';
import type { Streams } from '#src/cli/fit.ts';
import { textTable } from '#src/cli/tables.ts';
import { readCode } from '#src/code/read/read-code.ts';
import type { CodeExperiment, Fact } from '#src/code/read/reading.ts';
import { type OpenedLink, toHash } from '#src/share/link-codec.ts';
import { linkInText } from '#src/share/link-in-text.ts';
import {
  codeWords,
  factKinds,
  factLabel,
  factWords,
  lostText,
  reasonTexts,
  refusalTexts,
} from '#words/code.ts';

const readUsage = `usage: npm run -s fit -- read <file | -> [--json -]

  Reads code (Python, a notebook or Julia) and says which experiments it holds; nothing of it is run.

  --json -              write facts, experiments and links as JSON
  --help                this text`;

/** Milliseconds; no page waits here. */
const patience = 20_000;

const status = { done: 0, nothing: 1, misused: 2 } as const;

/**
 * The command `fit read`.
 *
 * @param argv what follows `read`
 * @param input what `-` reads
 * @returns 0: there is an experiment in the text, 1: there is none, 2: the command line is wrong
 */
export async function read(
  argv: readonly string[],
  { out, messages }: Streams,
  input: NodeJS.ReadableStream,
): Promise<number> {
  const misused = (message: string): number => {
    messages.write(`fit read: ${message}\n${readUsage}\n`);
    return status.misused;
  };
  let parsed: ReturnType<typeof readArguments>;
  try {
    parsed = readArguments(argv);
  } catch (error) {
    return misused(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  if (values.help === true) {
    out.write(`${readUsage}\n`);
    return status.done;
  }
  const [source] = positionals;
  if (source === undefined || positionals.length > 1)
    return misused('name one file, or - for standard input');
  if (values.json !== undefined && values.json !== '-')
    return misused('--json writes to standard output only: --json -');
  let text: string;
  try {
    text = source === '-' ? await textOf(input) : await readFile(source, 'utf8');
  } catch (error) {
    return misused(error instanceof Error ? error.message : String(error));
  }
  const {
    experiments,
    refusal,
    language,
    text: code,
  } = await readCode(text, { milliseconds: patience });
  const origin = linkInText(code);
  if (refusal !== null) messages.write(`fit read: ${refusalTexts[refusal]}\n`);
  if (values.json === '-')
    out.write(
      `${JSON.stringify({ language, refusal, origin: originOf(origin), ...jsonOf(experiments) })}\n`,
    );
  else {
    if (origin !== null) out.write(originText(origin));
    for (const [i, experiment] of experiments.entries())
      out.write(textOfOne(experiment, i, experiments.length, code));
  }
  if (originOf(origin)?.link != null) return status.done;
  return experiments.some(({ experiment }) => experiment !== null) ? status.done : status.nothing;
}

function readArguments(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { json: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
}

/** The last training is the one that most texts are about. */
function jsonOf(experiments: readonly CodeExperiment[]) {
  const all = experiments.map((one) => ({ ...one, link: linkOf(one) }));
  const last = all.at(-1);
  return { facts: last?.facts ?? [], link: last?.link ?? null, experiments: all };
}

function linkOf({ experiment }: CodeExperiment): string | null {
  return experiment === null ? null : `#${toHash(experiment)}`;
}

/** What a script says that it was written from; the link is null where none of it could be read. */
function originOf(origin: OpenedLink | null) {
  if (origin === null) return null;
  const { experiment, problems, newerVersion } = origin;
  return { link: newerVersion === undefined ? `#${toHash(experiment)}` : null, problems };
}

function originText(origin: OpenedLink): string {
  const lines = origin.problems.map((problem) => `  ${keyedProblem(problem)}\n`);
  return `${codeWords.origin}\n${originOf(origin)?.link ?? ''}\n${lines.join('')}\n`;
}

function textOfOne(one: CodeExperiment, index: number, count: number, code: string): string {
  const rows = one.facts.map((fact) => [
    factLabel(fact.field),
    factWords(fact),
    factKinds[fact.kind],
    placeOf(fact, code),
    fact.reason === null ? '' : reasonTexts[fact.reason],
  ]);
  const title = count > 1 ? `Experiment ${index + 1} of ${count}\n\n` : '';
  const lost = one.lost.map((lost) => `  ${lostText(lost)}\n`);
  const notHeld = lost.length === 0 ? '' : `\nNot held as it is:\n${lost.join('')}`;
  const link = linkOf(one);
  return `${title}${textTable([['field', 'value', 'kind', 'line', ''], ...rows])}\n${notHeld}${link === null ? '' : `\n${link}\n`}\n`;
}

/** The line that a fact is said in, from 1. */
function placeOf({ from }: Fact, code: string): string {
  return from === null ? '' : String(code.slice(0, from).split('\n').length);
}
