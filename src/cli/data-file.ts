import { knowTable } from '#src/cli/known-table.ts';
import { textOfFile } from '#src/cli/text-file.ts';
import { columnKinds, guessedRoles, type Role } from '#src/data/table/column-kinds.ts';
import { choicesOf, makeTable, textOf } from '#src/data/table/make-table.ts';
import { readTextTable } from '#src/data/table/read-text.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { withTable } from '#src/experiment/with-table.ts';
import { err, ok, type Result } from '#src/lib/result.ts';

/**
 * The experiment with the table of a file.
 *
 * @param answers names of its columns; null: the last one
 * @param weight the column that says what rows count; null: all count the same
 */
export async function withDataFile(
  experiment: Experiment,
  path: string,
  answers: readonly string[] | null,
  weight: string | null,
): Promise<Result<Experiment, readonly string[]>> {
  const text = await textOfFile(path);
  if (!text.ok) return text;
  const table = readTextTable(text.value);
  if (!table.ok) return err([`${path}: ${table.error}`]);
  const kinds = columnKinds(table.value);
  const guessed = guessedRoles(kinds, weight);
  const { names } = table.value;
  const roles =
    answers === null && weight === null ? ok(guessed) : rolesOf(names, guessed, answers, weight);
  if (!roles.ok) return err([`${path}: ${roles.error}`]);
  const made = makeTable(table.value, choicesOf(roles.value));
  if (!made.ok) return err([`${path}: ${made.error}`]);
  const named = await textOf(made.value);
  if (named.hash !== null) knowTable({ hash: named.hash, bytes: made.value.bytes });
  const { inputCount, rowWeights } = made.value;
  return ok(withTable(experiment, named.text, inputCount, null, rowWeights));
}

function rolesOf(
  names: readonly string[],
  guessed: readonly Role[],
  answers: readonly string[] | null,
  weight: string | null,
): Result<readonly Role[]> {
  const wanted = new Map<string, Role>(
    answers?.map((answer) =>
      answer.startsWith('class:') ? [answer.slice(6), 'class'] : [answer, 'answer'],
    ),
  );
  if (weight !== null) wanted.set(weight, 'weight');
  const missing = [...wanted.keys()].find((name) => !names.includes(name));
  if (missing !== undefined) return err(`there is no column ${missing}: ${names.join(', ')}`);
  return ok(
    names.map((name, i) => {
      const guess = guessed[i] ?? 'out';
      const other = guess === 'answer' ? 'input' : guess === 'class' ? 'category' : guess;
      return wanted.get(name) ?? (answers === null ? guess : other);
    }),
  );
}
