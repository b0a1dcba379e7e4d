import { MantineProvider, Text, Title } from '@mantine/core';
import classes from '#src/app/page.module.css';
import { classSymbol, type Marks, marksEdge, marksSvg } from '#src/charts/figures/marks.ts';
import { classColour } from '#src/charts/theme.ts';
import { prepareData } from '#src/data/prepare.ts';
import { landingPreset, presets } from '#src/experiment/presets.ts';
import chartClasses from '#src/panels/shared/chart-cards.module.css';
import storyClasses from '#src/panels/train/stories/stories.module.css';
import { Logo } from '#src/ui/logo.tsx';
import { cssVariables, theme } from '#src/ui/theme.ts';
import { words } from '#words/app.ts';
import { words as chartWords } from '#words/charts/charts.ts';
import { presetWords, storyWords } from '#words/presets.ts';
import { words as trainWords } from '#words/train/stories.ts';

/**
 * What a first visit sees before any script has run, drawn when the page is built: the first experiment's words and the
 * points that are to be learned. The page itself takes its place.
 *
 * @param picture where the points are drawn
 */
export function FirstScreen({ picture }: { picture: string }) {
  const { id, story } = landingPreset;
  const steps = presets.filter((preset) => preset.story === story);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <div className={classes.page}>
        <header className={classes.header}>
          <div className={classes.topBar}>
            <h1 className={classes.brand}>
              <Logo />
              <span className={classes.name}>Fitscope</span>
            </h1>
            <span className={classes.claim}>{words.whyWontMyNetworkFit}</span>
          </div>
          <div className={`${classes.runBar} ${classes.whereWide}`} />
        </header>
        <div className={`${classes.settings} ${classes.whereWide}`} />
        <main className={`${classes.main} ${classes.landing}`}>
          <section className={storyClasses.card}>
            <Text size="xs" c="dimmed">
              {trainWords.place(storyWords[story].title, 1, steps.length)}
            </Text>
            <Title order={2} size="h3">
              {presetWords[id].title}
            </Title>
            <p className={`${storyClasses.text} ${classes.whereWide}`}>{presetWords[id].text}</p>
            <p className={`${storyClasses.text} ${storyClasses.cut} ${classes.whereNarrow}`}>
              {presetWords[id].text}
            </p>
          </section>
          <section className={`${chartClasses.card} ${classes.firstChart}`}>
            <Text fw={600}>{chartWords.data}</Text>
            <img src={picture} width={firstPictureSize} height={firstPictureSize} alt="" />
          </section>
        </main>
        <div className={`${classes.narrowBar} ${classes.whereNarrow}`} />
      </div>
    </MantineProvider>
  );
}

/** Pixels of its side; the chart's own picture, which follows, is no larger. */
const firstPictureSize = 320;
/** So many show what is asked. */
const firstPoints = 500;

/** Points of the first experiment by their class, as the source of an SVG file. */
export async function firstPicture(): Promise<string> {
  const prepared = await prepareData(landingPreset.experiment);
  if (!prepared.ok) throw new Error('the first experiment has no data');
  const { axes, train, classes: count } = prepared.value;
  const [across, up] = axes.map(({ range }) => range);
  if (across === undefined || up === undefined || count === null)
    throw new Error('the first experiment has no classes on a plane');
  const { x, y, rows } = train.points;
  const side = firstPictureSize - 2 * marksEdge;
  const marks = Array.from({ length: count }, (_, label): Marks => {
    const own = Array.from({ length: Math.min(rows, firstPoints) }, (_, row) => row).filter(
      (row) => y[row] === label,
    );
    return {
      x: own.map((row) => x[2 * row] as number),
      y: own.map((row) => x[2 * row + 1] as number),
      symbol: classSymbol(label),
      radius: 3,
      fill: classColour(label),
      stroke: 'none',
      strokeWidth: 0,
    };
  });
  return marksSvg(marks, { x: across, y: up, width: side, height: side });
}
