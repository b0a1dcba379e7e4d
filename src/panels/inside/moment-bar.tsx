import { Button, NativeSelect, Slider } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useChanges } from '#src/charts/use-changes.ts';
import classes from '#src/panels/inside/moment-bar.module.css';
import { useLive, useMoments, useServices } from '#src/store/hooks.ts';
import { type PlaySpeed, playSpeeds } from '#src/store/training/moment-player.ts';
import { IconButton } from '#src/ui/icon-button.tsx';
import { momentText, momentWords, playSpeedNames } from '#src/words/inside.ts';

/** Milliseconds between two drawings while moments come in. */
const interval = 200;

const speeds = Object.keys(playSpeeds) as readonly PlaySpeed[];

/** Chooses the time of the run whose state the charts show. */
export function MomentBar() {
  const { live, moments } = useServices();
  const { chosen, speed } = useMoments();
  const header = useLive('header');
  const [pace, setPace] = useState<PlaySpeed>('normal');
  useChanges(
    useMemo(() => [live], [live]),
    interval,
  );
  const count = live.moments.length;
  if (header === null || count < 2) return null;
  const index = chosen === null ? count : live.moments.indexOf(chosen);
  const text = momentText(chosen, header.stepsPerEpoch);
  return (
    <section className={classes.bar} aria-label={momentWords.bar} data-testid="moments">
      <IconButton
        icon={speed === null ? IconPlayerPlay : IconPlayerStop}
        label={speed === null ? momentWords.play : momentWords.stop}
        data-testid="play-moments"
        onClick={() => (speed === null ? moments.play(pace) : moments.stop())}
      />
      <Slider
        className={classes.slider}
        size={4}
        thumbSize={18}
        min={0}
        max={count}
        step={1}
        value={index}
        onChange={(value) => moments.show(value)}
        label={null}
        thumbLabel={momentWords.bar}
        thumbValueText={text}
        data-testid="moment-slider"
      />
      <span className={classes.text} data-testid="moment">
        {text}
      </span>
      <NativeSelect
        size="xs"
        w="5.5rem"
        aria-label={momentWords.speed}
        data={speeds.map((value) => ({ value, label: playSpeedNames[value] }))}
        value={pace}
        onChange={(event) => {
          const next = event.currentTarget.value as PlaySpeed;
          setPace(next);
          if (speed !== null) moments.play(next);
        }}
      />
      <Button
        size="xs"
        variant="default"
        disabled={chosen === null}
        data-testid="latest-moment"
        onClick={() => moments.showLatest()}
      >
        {momentWords.latest}
      </Button>
    </section>
  );
}
