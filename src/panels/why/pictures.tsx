import { Button, useComputedColorScheme } from '@mantine/core';
import { useRef } from 'react';
import { thumbnailFor } from '#src/charts/charts.tsx';
import { savePictures } from '#src/panels/why/save-pictures.ts';
import classes from '#src/panels/why/why.module.css';
import { useDiagnosis } from '#src/store/hooks.ts';
import { pictureNames, verdictWords } from '#words/why-card.ts';

/** What the network has learnt before and after the change. */
export function Pictures({ title, footer }: { readonly title: string; readonly footer: string }) {
  const shown = useRef<HTMLDivElement>(null);
  const pictures = useDiagnosis((state) => state.pictures);
  const theme = useComputedColorScheme('light');
  const save = () =>
    savePictures([...(shown.current?.querySelectorAll('figure') ?? [])], { title, footer, theme });
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
      {pictures.length > 0 && (
        <Button
          variant="default"
          size="xs"
          data-testid="save-pictures"
          onClick={() => void save().catch(() => undefined)}
        >
          {verdictWords.savePictures}
        </Button>
      )}
    </div>
  );
}
