import type { Interval } from '#src/data/dataset.ts';
import type { PointFunction } from '#src/data/formula/formula.ts';
import type { ClassShape, ShapeParameters } from '#src/data/sources/class-shapes.ts';
import type { DataSource } from '#src/data/sources/data-source.ts';
import { type FunctionTarget, functionTargets } from '#src/data/sources/functions.ts';
import { type ClassDraw, sampledSource } from '#src/data/sources/sampled.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { type TargetFrom, taskOf } from '#src/experiment/targets.ts';

/** Points of one of the program's own functions. */
export function functionSource(
  experiment: Experiment & { readonly target: TargetFrom<'function'> },
): DataSource {
  const target: FunctionTarget = functionTargets[experiment.target];
  const domain = experiment.domain ?? target.domain;
  const { truth, draw } =
    'shape' in target
      ? stretched(target.shape, domain, experiment)
      : { truth: target.truth(experiment), draw: null };
  const domains = taskOf(experiment).inputs.map(() => domain);
  return sampledSource(experiment, { domains, truth: [truth], draw, field: 'domain' });
}

/** Classes of the canonical square, stretched over the domain. */
function stretched(
  { label, draw }: ClassShape,
  [from, to]: Interval,
  shape: ShapeParameters,
): { readonly truth: PointFunction; readonly draw: ClassDraw | null } {
  const middle = (from + to) / 2;
  const half = (to - from) / 2;
  return {
    truth: (x, at) =>
      label(((x[at] as number) - middle) / half, ((x[at + 1] as number) - middle) / half, shape),
    draw: draw
      ? (c, uniform, normal) => {
          const [u0, u1] = draw(c, shape, uniform, normal);
          return [middle + half * u0, middle + half * u1];
        }
      : null,
  };
}
