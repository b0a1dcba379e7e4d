import type { Floor } from '#src/doctor/floors/floor.ts';
import classes from '#src/panels/why/why.module.css';
import { formatNumber } from '#words/base/numbers.ts';
import { floorWords } from '#words/floors.ts';
import { words } from '#words/why-panel.ts';

interface Props {
  readonly floors: readonly Floor[];
  /** Losses of the run, as the floors are shown; null: none yet. */
  readonly run: { readonly train: number; readonly heldOut: number } | null;
}

/** What answers of limited kinds score, from the highest loss, with the run among them. */
export function LadderTable({ floors, run }: Props) {
  const rows = [
    ...floors.map((floor) => ({ ...floor, ...floorWords[floor.id], isRun: false })),
    ...(run === null || !Number.isFinite(run.train)
      ? []
      : [
          {
            ...run,
            id: 'run',
            label: words.thisRun,
            meaning: '',
            exact: true,
            proof: false,
            isRun: true,
          },
        ]),
  ].toSorted((a, b) => b.train - a.train);
  const hasHeldOut = floors.some(({ heldOut }) => !Number.isNaN(heldOut));
  return (
    <div className={classes.scroll}>
      <table className={classes.ladder} data-testid="ladder">
        <caption>{words.theLadderWhatTheBest}</caption>
        <thead>
          <tr>
            <th scope="col">{words.answer}</th>
            <th scope="col">{words.trainingLoss}</th>
            {hasHeldOut && <th scope="col">{words.heldOutLoss}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, label, meaning, train, heldOut, exact, proof, isRun }) => (
            <tr key={id} data-run={isRun || undefined}>
              <th scope="row">
                {label}
                {meaning !== '' && <span className={classes.meaning}>{meaning}</span>}
              </th>
              <td>
                {exact ? '' : '≈ '}
                {proof ? '⊥ ' : ''}
                {formatNumber(train, 4)}
              </td>
              {hasHeldOut && <td>{formatNumber(heldOut, 4)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
