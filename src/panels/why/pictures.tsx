import { Button, useComputedColorScheme } from '@mantine/core';
import type { RefObject } from 'react';
import { thumbnailFor } from '#src/charts/charts.tsx';
import { savePictures } from '#src/panels/why/save-pictures.ts';
import classes from '#src/panels/why/why.module.css';
import { useDiagnosis } from '#src/store/hooks.ts';
import { pictureNames, verdictWords } from '#words/why-card.ts';

type Shown = RefObject<HTMLDivElement | null>;

/** What the network has learnt before and after the change. @param shown is given the element that holds them */
export function Pictures({ shown }: { readonly shown: Shown }) {
  const pictures = useDiagnosis((state) => state.pictures);
  const theme = useComputedColorScheme('light');
  return (
    <div className={classes.pictures} ref={shown}>
      {pictures.map(({ is, view }) => {
        const Thumbnail = thumbnailFor(view.header);
        return (
          Thumbnail && (
            <figure key={is}>
              <span className={classes.picture}>
                <Thumbnail {...view} theme={theme} />
              </span>
              <figcaption>{pictureNames[is]}</figcaption>
            </figure>
          )
        );
      })}
    </div>
  );
}

interface SaveProps {
  readonly shown: Shown;
  readonly footer: string;
}

/** Saves the pictures as one file. */
export function SavePictures({ shown, footer }: SaveProps) {
  const hasPictures = useDiagnosis(({ pictures }) => pictures.length > 0);
  const theme = useComputedColorScheme('light');
  const save = () =>
    savePictures([...(shown.current?.querySelectorAll('figure') ?? [])], {
      title: verdictWords.pictures,
      footer,
      theme,
    });
  return (
    hasPictures && (
      <Button
        variant="default"
        size="xs"
        fz="sm"
        data-testid="save-pictures"
        onClick={() => void save().catch(() => undefined)}
      >
        {verdictWords.savePictures}
      </Button>
    )
  );
}
