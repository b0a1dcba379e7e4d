import { useEffect, useState } from 'react';
import { sketchedPlaces, TargetSketch } from '#src/charts/target-sketch.tsx';
import { openSource } from '#src/data/sources/open-source.ts';
import { type TargetLook, targetLook } from '#src/data/sources/target-look.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { taskOf } from '#src/experiment/targets.ts';
import { oncePer } from '#src/lib/once-per.ts';
import classes from '#src/panels/train/stories/stories.module.css';
import { words } from '#words/train/stories.ts';

/** Finer than it is drawn: what changes within a pixel comes out pale, as a mixture, and not as another pattern. */
const planeSide = 120;

let turn: Promise<unknown> = Promise.resolve();

/** Experiments are looked at one a task, so that the page can do other things between them. */
const lookOf = oncePer((experiment: Experiment): Promise<TargetLook | null> => {
  const look = turn
    .then(() => new Promise((resolve) => setTimeout(resolve)))
    .then(async () => {
      const source = await openSource(experiment);
      return source.ok ? targetLook(source.value, experiment, planeSide) : null;
    });
  turn = look.catch(() => undefined);
  return look;
});

/** What a prepared experiment is to learn, as soon as it is known. */
export function PresetSketch({ experiment }: { readonly experiment: Experiment }) {
  const [look, setLook] = useState<TargetLook | null>(null);
  useEffect(() => {
    let isGone = false;
    lookOf(experiment).then(
      (found) => {
        if (!isGone) setLook(found);
      },
      () => undefined, // the list is one of names, then
    );
    return () => {
      isGone = true;
    };
  }, [experiment]);
  if (look === null) return null;
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- drawn here, not loaded
    <span className={classes.drawn} role="img" aria-label={words.over(sketchedPlaces(look))}>
      <TargetSketch look={look} task={taskOf(experiment)} />
    </span>
  );
}
