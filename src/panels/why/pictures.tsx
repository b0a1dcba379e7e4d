import { Button, useComputedColorScheme } from '@mantine/core';
import { thumbnailFor } from '#src/charts/charts.tsx';
import { usePictureTheme } from '#src/charts/picture-theme.ts';
import type { ChartTheme } from '#src/charts/theme.ts';
import type { Verdict } from '#src/doctor/contract.ts';
import type { AnswerLinks } from '#src/export/answer.ts';
import { chartFooter } from '#src/panels/shared/chart-footer.ts';
import { saveAnswer } from '#src/panels/why/save-answer.ts';
import { pictureFiles, savePictures } from '#src/panels/why/save-pictures.ts';
import classes from '#src/panels/why/why.module.css';
import { useDiagnosis } from '#src/store/hooks.ts';
import type { Picture } from '#src/store/training/diagnosis.ts';
import { headline } from '#src/words/why.ts';
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

interface SaveProps {
  readonly verdict: Verdict;
  readonly links: AnswerLinks;
}

/** Saves the pictures as one file, or each beside the answer that shows them. */
export function SavePictures({ verdict, links }: SaveProps) {
  const pictures = useDiagnosis((state) => state.pictures);
  const { theme } = usePictureTheme(useComputedColorScheme('light'));
  if (pictures.length === 0) return null;
  const figures = <Figures pictures={pictures} theme={theme} />;
  const footers = pictures.map(({ view }) => chartFooter(view.header.experiment));
  const saving = {
    savePictures() {
      const footer = chartFooter(verdict.experiment, undefined, [headline(verdict)]);
      return savePictures(figures, { title: verdictWords.pictures, footer, theme });
    },
    saveAnswer: async () => saveAnswer(verdict, links, await pictureFiles(figures, footers, theme)),
  } as const;
  return (['savePictures', 'saveAnswer'] as const).map((id) => (
    <Button
      key={id}
      fz="sm"
      data-testid={id === 'saveAnswer' ? 'save-answer' : 'save-pictures'}
      onClick={() => void saving[id]().catch(() => undefined)}
    >
      {verdictWords[id]}
    </Button>
  ));
}
