import { Button, NativeSelect, Slider } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useChanges } from '#src/charts/use-changes.ts';
import classes from '#src/panels/inside/moment-bar.module.css';
import { CardButton } from '#src/panels/shared/card-button.tsx';
import type { Moment } from '#src/records/moment.ts';
import { useLive, useMoments, useServices } from '#src/store/hooks.ts';
import { type PlaySpeed, playSpeeds } from '#src/store/training/moment-player.ts';
import { IconButton } from '#src/ui/icon-button.tsx';
import { words } from '#words/inside/moments.ts';

/** Milliseconds between two drawings while moments come in. */
const interval = 200;

const speeds = Object.keys(playSpeeds) as readonly PlaySpeed[];

/** Chooses the time of the run whose state the charts show. */
export function MomentBar() {
  const { live, moments } = useServices();
  const { chosen, isEdited, speed } = useMoments();
  const header = useLive('header');
  const [pace, setPace] = useState<PlaySpeed>('normal');
  useChanges(
    useMemo(() => [live], [live]),
    interval,
  );
  const count = live.moments.length;
  if (header === null) return null;
  const index = chosen === null || isEdited ? count : live.moments.indexOf(chosen);
  const isAlone = count < 2;
  const text = isEdited ? words.edited : momentText(chosen, header.stepsPerEpoch);
  return (
    <section className={classes.bar} aria-label={words.bar} data-testid="moments">
      <IconButton
        icon={speed === null ? IconPlayerPlay : IconPlayerStop}
        label={speed === null ? words.play : words.stop}
        data-testid="play-moments"
        disabled={isAlone}
        onClick={() => (speed === null ? moments.play(pace) : moments.stop())}
      />
      <Slider
        className={classes.slider}
        size={4}
        thumbSize={18}
        min={0}
        max={Math.max(count, 1)}
        step={1}
        disabled={isAlone}
        value={isAlone ? 1 : index}
        onChange={(value) => moments.show(value)}
        label={null}
        thumbLabel={words.bar}
        thumbValueText={text}
        data-testid="moment-slider"
      />
      <span className={classes.text} data-testid="moment">
        {text}
      </span>
      <NativeSelect
        w="6.75rem"
        aria-label={words.speed}
        data={speeds.map((value) => ({ value, label: words.speeds[value] }))}
        value={pace}
        onChange={(event) => {
          const next = event.currentTarget.value as PlaySpeed;
          setPace(next);
          if (speed !== null) moments.play(next);
        }}
      />
      <Button
        disabled={chosen === null}
        data-testid="latest-moment"
        onClick={() => moments.showLatest()}
      >
        {words.back}
      </Button>
      <CardButton card="inside" testId="look-inside" />
    </section>
  );
}

function momentText(moment: Moment | null, stepsPerEpoch: number): string {
  if (moment === null) return words.latest;
  const { epoch, step } = moment;
  return step === epoch * stepsPerEpoch ? words.epoch(epoch) : words.step(epoch, step);
}
