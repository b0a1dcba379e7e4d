import { useComputedColorScheme } from '@mantine/core';
import { HistogramBars } from '#src/charts/histogram-bars.tsx';
import classes from '#src/panels/inside/inside.module.css';
import { WithLook } from '#src/panels/inside/with-look.tsx';
import { words } from '#words/inside/spread.ts';

const kinds = ['weights', 'biases', 'activations'] as const;

/** How weights, biases and activations of each layer are spread. */
export function Spread() {
  const theme = useComputedColorScheme('light');
  return (
    <WithLook>
      {({ found: { layers } }) => (
        <div className={classes.histograms} data-testid="histograms">
          {layers.flatMap(({ histograms }, l) =>
            kinds.map((kind) => (
              <figure key={`${l} ${kind}`}>
                <figcaption>
                  {words.titles[kind](l === layers.length - 1 ? null : l + 1)}
                </figcaption>
                <HistogramBars histogram={histograms[kind]} theme={theme} />
                <p>{words.range(histograms[kind])}</p>
              </figure>
            )),
          )}
        </div>
      )}
    </WithLook>
  );
}
