import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import {
  experimentArguments,
  experimentOptions,
  experimentUsage,
  keyedProblem,
} from '#src/cli/arguments.ts';
import { experimentOf } from '#src/cli/experiment-source.ts';
import type { Streams } from '#src/cli/fit.ts';
import { knownTable } from '#src/cli/known-table.ts';
import { startEngineProcess } from '#src/cli/process-worker.ts';
import { trainAll } from '#src/cli/train-all.ts';
import { notebookOf } from '#src/code/write/notebook.ts';
import { codeLanguages, comparedEpochs } from '#src/code/write/script.ts';
import { writeScript } from '#src/code/write/write-script.ts';
import { tableCsv, tableFileName } from '#src/data/table/match-table.ts';
import type { WorkerLike } from '#src/engine/page/client.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { referredHash } from '#src/experiment/table.ts';
import { tableOfBytes } from '#src/experiment/table-bytes.ts';
import { isTable } from '#src/experiment/targets.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { columnOf } from '#src/records/record-table.ts';
import { toHash } from '#src/share/link-codec.ts';
import { experimentName } from '#src/words/names.ts';
import { codeLanguageNames, notWrittenText } from '#words/code.ts';
import { failureText } from '#words/engine.ts';

const codeUsage = `usage: npm run -s fit -- code <preset | link | file.json> --to ${codeLanguages.join('|')} [options]

  Writes the experiment as a script with the same data, initial parameters and batch orders; --to pytorch unless said.

${experimentUsage}
  --out file            write it there; a name that ends in .ipynb makes it a notebook; a large table is written beside it
  --help                this text`;

const status = { done: 0, failed: 1, misused: 2 } as const;

/**
 * The command `fit code`.
 *
 * @param argv what follows `code`
 * @returns 0: it is written, 1: it could not be, 2: the command line is wrong or the language does not hold the experiment
 */
export async function code(
  argv: readonly string[],
  { out, messages }: Streams,
  signal: AbortSignal,
  startEngine = startEngineProcess,
): Promise<number> {
  const refuse = (lines: readonly string[]): number => {
    for (const line of lines) messages.write(`fit code: ${line}\n`);
    return status.misused;
  };
  let parsed: ReturnType<typeof readArguments>;
  try {
    parsed = readArguments(argv);
  } catch (error) {
    return refuse([error instanceof Error ? error.message : String(error), codeUsage]);
  }
  const { values, positionals } = parsed;
  if (values.help === true) {
    out.write(`${codeUsage}\n`);
    return status.done;
  }
  const language = codeLanguages.find((id) => id === (values.to ?? 'pytorch'));
  const named = experimentArguments(positionals, values);
  if (!named.ok) return refuse([named.error, codeUsage]);
  if (language === undefined) return refuse([`--to: one of ${codeLanguages.join(', ')}`]);
  const settled = await experimentOf(named.value);
  if (!settled.ok) return refuse(settled.error);
  const experiment = settled.value;
  const write = (losses: readonly number[]) =>
    writeScript(experiment, language, {
      title: experimentName(experiment),
      link: `#${toHash(experiment)}`,
      losses,
    });
  const untrained = await write([]);
  if (!untrained.ok) return refuse([notWrittenText(codeLanguageNames[language], untrained.error)]);
  const say = (line: string) => messages.write(`fit code: ${line}\n`);
  const table = dataOf(experiment);
  const isMissing = table?.csv === null;
  const losses = isMissing
    ? err([`the script reads ${table.name}, which is not here`])
    : await firstLosses(experiment, signal, startEngine);
  if (!losses.ok) say(`no losses to compare it with: ${losses.error.join('; ')}`);
  const trained = losses.ok ? await write(losses.value) : untrained;
  const script = trained.ok ? trained.value : untrained.value;
  if (values.out === undefined) {
    out.write(script);
    if (table !== null && !isMissing) say(`${table.name} goes beside it; --out writes both`);
    return status.done;
  }
  try {
    if (table !== null && table.csv !== null)
      await writeFile(path.join(path.dirname(values.out), table.name), table.csv);
    await writeFile(
      values.out,
      values.out.endsWith('.ipynb') ? notebookOf(script, language) : script,
    );
    return status.done;
  } catch (error) {
    refuse([error instanceof Error ? error.message : String(error)]);
    return status.failed;
  }
}

/** The file that a script reads, where the experiment names its table by a hash; `csv` null: it is not known here. */
function dataOf({ target, table: text }: Experiment) {
  const hash = isTable(target) ? referredHash(text) : null;
  if (hash === null) return null;
  const known = knownTable();
  const table = known?.hash === hash ? tableOfBytes(known.bytes) : null;
  return { name: tableFileName(hash), csv: table?.ok ? [...tableCsv(table.value)].join('') : null };
}

/** Running losses of the first epochs, as the network sees its targets, or why it cannot be trained. */
async function firstLosses(
  experiment: Experiment,
  signal: AbortSignal,
  startEngine: () => WorkerLike,
): Promise<Result<readonly number[], readonly string[]>> {
  const enough = new AbortController();
  const [outcome] = await trainAll([experiment], {
    jobs: 1,
    startEngine,
    signal: AbortSignal.any([signal, enough.signal]),
    onEpochs: (finished) => finished >= comparedEpochs && enough.abort(),
  });
  if (outcome?.kind === 'refused') return err(outcome.problems.map(keyedProblem));
  if (outcome?.kind !== 'run') return err(outcome ? [failureText(outcome.failure)] : []);
  return ok(Array.from(columnOf(outcome.run.records, 'runningLoss').slice(0, comparedEpochs)));
}

function readArguments(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      ...experimentOptions,
      to: { type: 'string' },
      out: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
}
