import {
  sketchedPlaces,
  TargetSketch,
  type TargetSketchProps,
} from '#src/charts/target-sketch.tsx';
import classes from '#src/panels/fields/editors/formula-sketch.module.css';

/** A formula over its domain, small. */
export function FormulaSketch({ look, task }: TargetSketchProps) {
  return (
    <figure className={classes.sketch} data-testid="formula-sketch">
      <TargetSketch look={look} task={task} />
      <figcaption>{sketchedPlaces(look)}</figcaption>
    </figure>
  );
}
