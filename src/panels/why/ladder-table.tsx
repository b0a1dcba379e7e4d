import classes from '#src/panels/why/why.module.css';
import { type BesideLoss, besideIds, besideLosses } from '#src/records/quality.ts';
import type { Floors } from '#src/store/training/ladder.ts';
import { Scroll } from '#src/ui/scroll.tsx';
import { formatNumber } from '#words/base/numbers.ts';
import { floorText } from '#words/floors.ts';
import { besideText } from '#words/metrics.ts';
import { words } from '#words/why-panel.ts';

interface Props {
  readonly ladder: Floors;
  /** Losses of the run, as the floors are shown; null: none yet. */
  readonly run: { readonly train: number; readonly heldOut: number } | null;
}

/** What answers of limited kinds score, from the highest loss, with the run among them. */
export function LadderTable({ ladder, run }: Props) {
  const { floors } = ladder;
  const rows = [
    ...floors.map((floor) => ({ ...floor, ...floorText(floor), isRun: false })),
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
  const near = {
    train: besideLosses('trainLoss', ladder),
    heldOut: besideLosses('heldOutLoss', ladder),
  };
  const hasHeldOut = floors.some(({ heldOut }) => !Number.isNaN(heldOut));
  return (
    <Scroll label={words.ladder}>
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
                <Beside of={near.train(train)} />
              </td>
              {hasHeldOut && (
                <td>
                  {formatNumber(heldOut, 4)}
                  <Beside of={near.heldOut(heldOut)} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** One below the other: on a phone a line of both has no room. */
function Beside({ of }: { readonly of: BesideLoss }) {
  return besideIds
    .filter((id) => Number.isFinite(of[id]))
    .map((id) => (
      <span key={id} className={classes.meaning}>
        {besideText({ [id]: of[id] })}
      </span>
    ));
}
