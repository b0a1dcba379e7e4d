import { Button, useComputedColorScheme } from '@mantine/core';
import { thumbnailFor } from '#src/charts/charts.tsx';
import { usePictureTheme } from '#src/charts/picture-theme.ts';
import type { ChartTheme } from '#src/charts/theme.ts';
import { savePictures } from '#src/panels/why/save-pictures.ts';
import classes from '#src/panels/why/why.module.css';
import { useDiagnosis } from '#src/store/hooks.ts';
import type { Picture } from '#src/store/training/diagnosis.ts';
import { pictureNames, verdictWords } from '#words/why-card.ts';

/** What the network has learnt before and after the change. */
export function Pictures() {
  const pictures = useDiagnosis((state) => state.pictures);
  const theme = useComputedColorScheme('light');
  return (
    <div className={classes.pictures}>
      <Figures pictures={pictures} theme={theme} />
    </div>
  );
}

interface FiguresProps {
  readonly pictures: readonly Picture[];
  readonly theme: ChartTheme;
}

function Figures({ pictures, theme }: FiguresProps) {
  return pictures.map(({ is, view }) => {
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
  });
}

/** Saves the pictures as one file. @param footer as charts have it */
export function SavePictures({ footer }: { readonly footer: string }) {
  const pictures = useDiagnosis((state) => state.pictures);
  const { theme } = usePictureTheme(useComputedColorScheme('light'));
  const save = () => {
    const figures = <Figures pictures={pictures} theme={theme} />;
    return savePictures(figures, { title: verdictWords.pictures, footer, theme });
  };
  return (
    pictures.length > 0 && (
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
