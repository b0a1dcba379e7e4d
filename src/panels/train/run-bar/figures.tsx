import { classCount } from '#src/experiment/targets.ts';
import { formatNumber } from '#src/lib/number-format.ts';
import classes from '#src/panels/train/run-bar/run-bar.module.css';
import { useAppState } from '#src/store/hooks.ts';
import { Tip } from '#src/ui/tip.tsx';

interface Figure {
  readonly id: string;
  readonly name: string;
  readonly value: number | undefined;
  readonly share?: boolean;
  readonly meaning: string;
}

/** The newest losses and accuracies. */
export function Figures() {
  const { latest, isClasses } = useAppState(({ run, experiment }) => ({
    latest: run.latest,
    isClasses: classCount(experiment) !== null,
  }));
  const figures: readonly Figure[] = [
    {
      id: 'running-loss',
      name: 'Running loss',
      value: latest?.runningLoss,
      meaning: 'Mean of the mini-batch losses of the epoch, as trained.',
    },
    {
      id: 'training-loss',
      name: 'Training loss',
      value: latest?.trainLoss,
      meaning: 'Loss on all training points, at the weights after the epoch.',
    },
    {
      id: 'held-out-loss',
      name: 'Held-out loss',
      value: latest?.heldOutLoss,
      meaning: 'Loss on points the network never trains on.',
    },
    ...(isClasses
      ? [
          {
            id: 'training-accuracy',
            name: 'Training accuracy',
            value: latest?.trainAccuracy,
            share: true,
            meaning: 'Share of training points classified rightly.',
          },
          {
            id: 'held-out-accuracy',
            name: 'Held-out accuracy',
            value: latest?.heldOutAccuracy,
            share: true,
            meaning: 'Share of held-out points classified rightly.',
          },
        ]
      : []),
  ];
  return (
    <dl className={classes.figures}>
      {figures.map(({ id, name, value, share = false, meaning }) => (
        <Tip key={id} label={meaning}>
          <div className={classes.figure}>
            <dt>{name}</dt>
            <dd data-testid={id}>{inWords(value, share)}</dd>
          </div>
        </Tip>
      ))}
    </dl>
  );
}

function inWords(value: number | undefined, share: boolean): string {
  if (value === undefined || Number.isNaN(value)) return '–';
  return share ? `${(100 * value).toFixed(1)} %` : formatNumber(value, 6);
}
