import { neighbourFigures, sign } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';
import { formulaLimits } from '#src/experiment/field-lists.ts';
import { taskOf } from '#src/experiment/targets.ts';

/** Share of the answers that a wave explains where it is all there is: which class it is changes in leaps, and no wave does. */
const whole = { numbers: 0.9, classes: 0.5 } as const;

/** The answer repeats itself along a direction too fast for the inputs it is told in. */
export const targetFrequency: Cause = {
  kind: 'choice',
  suspect(evidence) {
    const { experiment, data } = evidence;
    const { wave } = data;
    if (wave === null || experiment.features.length > 0 || experiment.encoding !== 'raw')
      return null;
    return sign({
      turns: wave.turns,
      period: 1 / wave.frequency,
      share: wave.share,
      ...neighbourFigures(evidence),
    });
  },
  remedies(experiment, { wave, classes }) {
    if (wave === null) return [];
    const along = /^\w+$/.test(wave.along) ? wave.along : `(${wave.along})`;
    const phase = `${Number((2 * Math.PI * wave.frequency).toPrecision(6))} * ${along}`;
    const circle = [`sin(${phase})`, `cos(${phase})`];
    const { inputs } = taskOf(experiment);
    const features = [
      ...(wave.share < whole[classes === null ? 'numbers' : 'classes']
        ? inputs.slice(0, formulaLimits.features - 2)
        : []),
      ...circle,
    ];
    return [
      { features, encoding: 'raw' },
      { encoding: 'fourier', inputScaling: 'min_max', octaves: 6 },
    ];
  },
};
