import { define } from '#src/code/write/julia/text.ts';
import { drawOf } from '#src/code/write/parameters.ts';
import type { Script } from '#src/code/write/script.ts';

/** Draws the initial parameters: `LAYERS`, a list of (weights [units, inputs], biases [units]). */
export function parametersText({ experiment: e, network }: Script): string {
  const draw = drawOf(e, (first, other) => `index == 0 ? ${first} : ${other}`);
  const [bound, one, deviation, value] = [draw.bound, draw.one, draw.deviation, draw.value].map(
    (text) => text?.replaceAll('math.', ''),
  );
  const hasBiases = e.initialiser === 'pytorch_linear' || e.initialiser === 'siren';
  const stream = (name: string) => `uniform = stream(INIT_SEED, "initial ${name}", index)`;
  const even = 'bound * (2 * uniform() - 1)';
  const weights =
    value !== undefined
      ? [`weights = fill(${value}, inputs * units)`]
      : [
          stream('weights'),
          ...(bound === undefined ? [] : [`bound = ${bound}`]),
          ...(deviation === undefined ? [] : [`normal = normals(uniform, ${deviation})`]),
          `weights = [${one ?? (bound === undefined ? 'normal()' : even)} for _ in 1:inputs*units]`,
        ];
  const biases =
    e.bias && (one !== undefined || hasBiases)
      ? [
          stream('biases'),
          ...(one === undefined ? ['bound = 1 / sqrt(inputs)'] : []),
          `biases = [${one ?? even} for _ in 1:units]`,
        ]
      : ['biases = zeros(units)'];
  return [
    '# --- Initial parameters',
    `WIDTHS = [${[network.inputs, ...network.layers.map(({ units }) => units)].join(', ')}]`,
    '',
    define(
      'initial(index, inputs, units)',
      [...weights, ...biases, 'return Float32.(reshape(weights, units, inputs)), Float32.(biases)'],
      'Weights [units, inputs] and biases of one layer.',
    ),
    '',
    'LAYERS = [initial(i - 1, WIDTHS[i], WIDTHS[i+1]) for i in 1:length(WIDTHS)-1]',
  ].join('\n');
}
