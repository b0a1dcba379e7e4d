import { useComputedColorScheme } from '@mantine/core';
import { useMemo } from 'react';
import { curvePaths } from '#src/charts/figures/sketch.ts';
import { probePixels } from '#src/charts/figures/thumbnail.ts';
import { PixelPicture } from '#src/charts/pixel-picture.tsx';
import classes from '#src/charts/target-sketch.module.css';
import { runColour } from '#src/charts/theme.ts';
import type { TargetLook } from '#src/data/sources/target-look.ts';
import { classesOf, type Task } from '#src/experiment/targets.ts';
import { formatNumber } from '#words/base/numbers.ts';

export interface TargetSketchProps {
  readonly look: TargetLook;
  readonly task: Task;
}

const box = { width: 240, height: 72 } as const;

/** What is to be learnt, small: curves of one input, a plane of the first two, a strip of classes. It fills its place. */
export function TargetSketch({ look, task }: TargetSketchProps) {
  const { probe, values } = look;
  const theme = useComputedColorScheme('light');
  const [line = new Float64Array()] = probe.positions;
  const isLine = probe.along.length === 1 && classesOf(task) === null;
  const paths = useMemo(
    () => (isLine ? curvePaths(line, values, box) : []),
    [isLine, line, values],
  );
  if (!isLine) return <Planes look={look} task={task} />;
  return (
    <svg
      className={classes.curves}
      viewBox={`0 0 ${box.width} ${box.height}`}
      preserveAspectRatio="none"
      aria-hidden
    >
      {paths.map((path, i) => (
        // Outputs have no identity but their place.
        // oxlint-disable-next-line react/no-array-index-key
        <path key={i} d={path} fill="none" stroke={runColour(i, theme)} strokeWidth="1.5" />
      ))}
    </svg>
  );
}

/** The inputs that vary in a sketch, each with its ends. */
export function sketchedPlaces({ axes, probe }: TargetLook): string {
  const places = probe.along.map((index) => {
    const { name = '', range = [] as readonly number[] } = axes[index] ?? {};
    return `${name} ${range.map((end) => formatNumber(end, 3)).join(' … ')}`;
  });
  return places.join(', ');
}

/** One plane for each number that is answered, one for classes. */
function Planes({ look, task }: TargetSketchProps) {
  const { probe, values } = look;
  const pictures = useMemo(() => {
    const rows = probe.positions.reduce((count, { length }) => count * length, 1);
    const outputs = values.length / rows;
    return Array.from({ length: outputs }, (_, output) => {
      const own = values.filter((_, i) => i % outputs === output);
      const shown = { task, axes: [], probe, probeTruth: own, train: { rows: 0, x: own, y: own } };
      return () => probePixels(shown, { predictions: answers(own, classesOf(task)) });
    });
  }, [probe, values, task]);
  return (
    <div className={classes.planes}>
      {pictures.map((paint, i) => (
        // oxlint-disable-next-line react/no-array-index-key
        <PixelPicture
          key={i}
          paint={paint}
          className={probe.along.length === 1 ? classes.strip : classes.plane}
        />
      ))}
    </div>
  );
}

/** Classes as a sure network would answer them. */
function answers(values: Float64Array, count: number | null): Float32Array {
  if (count === null) return Float32Array.from(values);
  return Float32Array.from({ length: values.length * count }, (_, i) => {
    const label = values[Math.floor(i / count)] ?? Number.NaN;
    return Number.isNaN(label) ? Number.NaN : Number(label === i % count);
  });
}
