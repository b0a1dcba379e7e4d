import { Alert, Button } from '@mantine/core';
import { IconArrowsSplit2, IconGitFork } from '@tabler/icons-react';
import { useAppState, useCompare, useCompareCommands } from '#src/store/hooks.ts';
import { Prose } from '#src/ui/prose.tsx';
import { Row } from '#src/ui/row.tsx';
import { differences } from '#src/words/differences.ts';
import { words } from '#words/compare/fork.ts';
import { inSentence } from '#words/forms.ts';

/** Where the experiment in the editor was forked from, what differs by now, and the way to run both. */
export function ForkCard() {
  const origin = useCompare((state) => state.origin);
  const experiment = useAppState((state) => state.experiment);
  const { setUp, startSeeds, forgetOrigin } = useCompareCommands();
  if (origin === null) return null;
  const changes = differences([origin.experiment, experiment]);
  const labels = changes.map(({ label }) => inSentence(label));
  const pair = [origin.experiment, experiment].map((of) => ({ experiment: of, name: null }));
  const runBoth = () => {
    const { seed } = experiment;
    // Where nothing but the seed differs, it is one experiment with two seeds.
    const onlySeed = changes.every(({ field }) => field === 'seed');
    startSeeds({
      groups: onlySeed ? pair.slice(1) : pair,
      seeds: onlySeed ? [origin.experiment.seed, seed] : [seed],
      lockStep: true,
    });
  };
  return (
    <Alert
      color="indigo"
      p="sm"
      title={words.forkedFrom(origin.name)}
      icon={<IconGitFork size={18} aria-hidden />}
      withCloseButton
      closeButtonLabel={words.forgetWhereItCameFrom}
      onClose={forgetOrigin}
    >
      <Row>
        <Prose data-testid="fork-differences">
          {labels.length === 0 && words.nothingIsChangedYet}
          {labels.length === 1 && words.differsOnlyIn(labels.join())}
          {labels.length > 1 && (
            <>
              {words.differsInThings(labels)} <strong>{words.aDifferenceInTheCurves}</strong>
            </>
          )}
        </Prose>
        {labels.length > 0 && (
          <>
            <Button
              variant="filled"
              leftSection={<IconArrowsSplit2 size={16} aria-hidden />}
              data-testid="run-both"
              onClick={runBoth}
            >
              {words.runBoth}
            </Button>
            <Button variant="subtle" onClick={() => setUp(pair)}>
              {words.withSeveralSeeds}
            </Button>
          </>
        )}
      </Row>
    </Alert>
  );
}
