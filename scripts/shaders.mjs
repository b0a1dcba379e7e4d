// `npm run -s shaders -- [preset] [name]`: prints the shaders that train a preset, assembled, with the values of their
// uniforms; of one kernel (`update`, `forward 0`, …) or of all.

import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { prepareData } from '#src/data/prepare.ts';
import { kernelsOf } from '#src/engine/webgl/kernels.ts';
import { layoutOf } from '#src/engine/webgl/layout.ts';
import { makePlan } from '#src/engine/worker/make-plan.ts';
import { presets } from '#src/experiment/presets.ts';

/**
 * A shader's lines, indented as their braces say and without empty ones.
 *
 * @param {string} glsl
 */
export function tidied(glsl) {
  let depth = 0;
  const lines = glsl.split('\n').map((line) => line.trim());
  const indented = lines.filter(Boolean).map((line) => {
    const code = line.replace(/\/\/.*/, '');
    const closing = /^[)}]*/.exec(code)?.[0].length ?? 0;
    const indent = '  '.repeat(Math.max(0, depth - closing));
    depth += code.split(/[({]/).length - code.split(/[)}]/).length;
    return indent + line;
  });
  return `${indented.join('\n')}\n`;
}

/**
 * The kernels of a plan by name, in the order of a step.
 *
 * @param {import('#src/engine/contract/model-plan.ts').ModelPlan} plan
 * @param {4 | 8} colorTargets of the device
 */
export function namedKernels(plan, colorTargets = 8) {
  const { forward, backward, ...others } = kernelsOf(
    plan,
    layoutOf(plan, { colorTargets, textureSize: 8192 }),
  );
  return Object.fromEntries([
    ...forward.map((kernel, i) => /** @type {const} */ ([`forward ${i}`, kernel])),
    ...backward.map((kernel, i) => /** @type {const} */ ([`backward ${i}`, kernel])),
    ...Object.entries(others),
  ]);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [id = 'sine-fixed', ...name] = process.argv.slice(2);
  const preset = presets.find((each) => each.id === id);
  if (!preset)
    throw new Error(`there is no preset "${id}": ${presets.map((each) => each.id).join(', ')}`);
  const data = await prepareData(preset.experiment);
  if (!data.ok) throw new Error(`the data of "${id}" cannot be made`);
  const kernels = namedKernels(
    makePlan([{ experiment: preset.experiment, data: data.value }]).model,
  );
  for (const [title, { vertex, fragment, uniforms }] of Object.entries(kernels)) {
    if (name.length > 0 && title !== name.join(' ')) continue;
    const used = Object.entries(uniforms).filter(([key]) => `${vertex}${fragment}`.includes(key));
    console.log(`==== ${title}: vertex shader\n${tidied(vertex)}`);
    console.log(`==== ${title}: fragment shader\n${tidied(fragment)}`);
    console.log(`==== ${title}: uniforms`);
    for (const [key, value] of used) console.log(`${key} = ${JSON.stringify(value)}`);
    console.log();
  }
}
