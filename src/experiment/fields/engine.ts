import { choiceField } from '#src/experiment/field-kinds.ts';
import { engineChoiceIds } from '#src/experiment/ids.ts';

/** What computes. */
export const engineFields = {
  engine: choiceField({
    key: 'engine',
    label: 'Engine',
    ids: engineChoiceIds,
    help: 'What computes the training. Results agree within rounding; speed differs.',
    options: {
      any: 'Your preference',
      auto: 'Fastest measured',
      webgl: 'WebGL',
      wasm: 'WebAssembly',
      tfjs: 'TensorFlow.js',
    },
  }),
} as const;
