import { useComputedColorScheme } from '@mantine/core';
import { thumbnailFor } from '#src/charts/charts.tsx';
import classes from '#src/panels/why/why.module.css';
import { useDiagnosis } from '#src/store/hooks.ts';
import { pictureNames } from '#words/why-card.ts';

/** What the network has learnt before and after the change. */
export function Pictures() {
  const pictures = useDiagnosis((state) => state.pictures);
  const theme = useComputedColorScheme('light');
  return (
    <div className={classes.pictures}>
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
