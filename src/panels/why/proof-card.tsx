import { Alert, Button, Progress } from '@mantine/core';
import { IconCheck, IconInfoCircle, IconX } from '@tabler/icons-react';
import { proofVerdict } from '#src/doctor/prove.ts';
import classes from '#src/panels/why/why.module.css';
import { useCommands, useProof, useRunner, useServices } from '#src/store/hooks.ts';
import { Prose } from '#src/ui/prose.tsx';
import {
  proofOutcomeText,
  proofProgressText,
  proofText,
  proofTitles,
  proofWords,
} from '#words/proof.ts';

const looks = {
  holds: { color: 'teal', Shape: IconCheck },
  fewer: { color: 'yellow', Shape: IconCheck },
  unneeded: { color: 'orange', Shape: IconInfoCircle },
  fails: { color: 'red', Shape: IconX },
} as const;

const titles = { waiting: proofWords.title, running: proofWords.running } as const;

/** What the link says makes its experiment fit, and whether it does. */
export function ProofCard() {
  const { opened, phase, runs, outcome } = useProof((state) => state);
  const { proof: check } = useServices();
  const { openExperiment } = useCommands();
  const runner = useRunner();
  if (opened === null) return null;
  const { experiment, proof } = opened;
  const verdict = outcome === null ? null : proofVerdict(outcome, proof.fits);
  const { color, Shape } =
    verdict === null ? { color: 'indigo', Shape: IconInfoCircle } : looks[verdict];
  const title =
    verdict === null
      ? phase === 'failed'
        ? proofWords.failed
        : titles[phase === 'running' ? 'running' : 'waiting']
      : proofTitles[verdict];
  return (
    <Alert
      // Coloured titles on a coloured ground are hard to read.
      styles={{ title: { color: 'var(--mantine-color-text)' } }}
      color={color}
      title={title}
      icon={<Shape size={18} aria-hidden />}
      withCloseButton
      closeButtonLabel={proofWords.dismiss}
      onClose={() => check.open(null)}
      data-testid="proof"
      data-verdict={verdict}
    >
      <Prose>{proofText(experiment, proof)}</Prose>
      {/* Always there: a screen reader hears only what changes in an element that it knows. */}
      <output data-testid="proof-state">
        {phase === 'running' && proofProgressText(runs, proof.seeds.length)}
        {outcome !== null && proofOutcomeText(outcome)}
      </output>
      {phase === 'running' && (
        <Progress
          value={(100 * runs) / (2 * proof.seeds.length)}
          size={6}
          aria-label={proofWords.progress}
        />
      )}
      <div className={classes.trialButtons}>
        {phase !== 'running' && outcome === null && (
          <Button variant="filled" data-testid="check-proof" onClick={() => check.check()}>
            {phase === 'failed' ? proofWords.again : proofWords.run}
          </Button>
        )}
        <Button
          onClick={() => {
            openExperiment(proof.after);
            runner.run();
          }}
        >
          {proofWords.open}
        </Button>
      </div>
    </Alert>
  );
}
