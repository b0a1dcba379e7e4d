import { applySettings, type ExperimentArguments, keyedProblem } from '#src/cli/arguments.ts';
import { withDataFile } from '#src/cli/data-file.ts';
import { knowTable } from '#src/cli/known-table.ts';
import { textOfFile } from '#src/cli/text-file.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { presetById } from '#src/experiment/presets.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { readCarried } from '#src/library/carried-table.ts';
import type { Assembled } from '#src/share/assemble.ts';
import { fromExperimentFile } from '#src/share/experiment-file.ts';
import { fromHash } from '#src/share/link-codec.ts';

/**
 * The experiment that a command is about: the named one, with the table of a file in the place of its data, then with its
 * settings.
 *
 * @returns the experiment, or every problem as a sentence that names its field, option or file
 */
export async function experimentOf({
  source,
  data,
  answers,
  weight,
  set,
}: ExperimentArguments): Promise<Result<Experiment, readonly string[]>> {
  knowTable(null);
  const named = await readExperiment(source);
  if (!named.ok) return named;
  const learning = data === null ? named : await withDataFile(named.value, data, answers, weight);
  return learning.ok ? applySettings(learning.value, set) : learning;
}

/**
 * The experiment that the reader named: a preset by its id, a link (a whole address or what follows its `#`), or an
 * experiment file. Unlike the page, which opens what can be saved of a broken link, this refuses it, since
 * what was left out would not be seen.
 */
async function readExperiment(source: string): Promise<Result<Experiment, readonly string[]>> {
  const preset = presetById(source);
  if (preset !== undefined) return ok(preset.experiment);
  if (source.endsWith('.json')) return readFromFile(source);
  if (/[=#]/.test(source)) return sound(fromHash(source));
  return err([
    `there is no preset "${source}" (--list names them); links contain "#" or "=", files end in .json`,
  ]);
}

async function readFromFile(path: string): Promise<Result<Experiment, readonly string[]>> {
  const text = await textOfFile(path);
  if (!text.ok) return text;
  const file = fromExperimentFile(text.value);
  if (!file.ok) return err([`${path}: ${file.error}`]);
  if (file.value.table !== undefined) {
    const table = await readCarried(file.value.table);
    if (!table.ok) return err([`${path}: table: ${table.error}`]);
    knowTable(table.value);
  }
  return sound(file.value);
}

function sound({ experiment, problems }: Assembled): Result<Experiment, readonly string[]> {
  return problems.length === 0 ? ok(experiment) : err(problems.map(keyedProblem));
}
