import { describe, expect, test } from 'vitest';
import {
  activateWgsl,
  activationNumber,
  functionsWgsl,
} from '#src/engine/webgpu/wgsl/activations.ts';
import { dropoutWgsl } from '#src/engine/webgpu/wgsl/dropout.ts';
import { lossNumber, pointWgsl } from '#src/engine/webgpu/wgsl/losses.ts';
import { optimizerNumber, optimizeWgsl } from '#src/engine/webgpu/wgsl/optimizers.ts';
import { layerFields } from '#src/engine/webgpu/wgsl/plan.ts';
import { structWgsl } from '#src/engine/webgpu/wgsl/records.ts';
import { activationIds, lossIds, optimizerIds } from '#src/experiment/ids.ts';
import { activations } from '#src/network/activations.ts';
import { dropoutKey, dropoutMap, dropoutThreshold, isKept } from '#src/network/dropout.ts';
import { isPointLoss, pointLosses } from '#src/network/losses.ts';
import { optimizers } from '#src/network/optimizers.ts';
import { expectClose } from '../../support/expect-close.ts';
import { points } from '../../support/points.ts';
import type { Vec4 } from '../../support/run-glsl.ts';
import { runWgsl } from '../../support/run-wgsl.ts';

// The functions that kernels are assembled from, one by one, against the definitions in float64.

describe.each(activationIds)('%s', (id) => {
  const omega = 2;
  const run = (zs: readonly number[]) =>
    runWgsl(
      `${functionsWgsl}${activateWgsl}`,
      `let a = activate(u32(x.y), x.xxxx, ${omega});
  first = a.value;
  second = a.slope;`,
      zs.map((z): Vec4 => [z, activationNumber(id), 0, 0]),
    );

  test('and its derivative are those of the definition', async () => {
    // Past some thousands, float32 does not tell where in its period a sine is.
    const zs = points.map(Math.fround).filter((z) => id !== 'sin' || Math.abs(z) < 1e3);
    (await run(zs)).forEach(([[value], [slope]], i) => {
      const z = zs[i]!;
      expectClose(value, activations[id].value(z, omega), `f(${z})`);
      expectClose(slope, activations[id].derivative(z, omega), `f′(${z})`);
    });
  });

  test('lets NaN through', async () => {
    const [[[value]]] = (await run([Number.NaN])) as [[Vec4, Vec4]];
    expect(value).toBeNaN();
  });
});

describe.each(lossIds.filter(isPointLoss))('%s', (id) => {
  test('and its derivative are those of the definition', async () => {
    const huberDelta = Math.fround(0.3);
    const ys = points.map(Math.fround);
    const pairs = ys.flatMap((y) => [0, 1, 0.25, -2, y].map((t): Vec4 => [y, t, huberDelta, 0]));
    const body = `let its = point(${lossNumber(id)}, x.xxxx, x.yyyy, x.z);
  first = its.value;
  second = its.slope;`;
    const found = await runWgsl(`${functionsWgsl}${pointWgsl}`, body, pairs);
    found.forEach(([[value], [slope]], i) => {
      const [y, t] = pairs[i]!;
      expectClose(value, pointLosses[id].value(y, t, huberDelta), `${y} against ${t}`);
      expectClose(slope, pointLosses[id].derivative(y, t, huberDelta), `slope, ${y} against ${t}`);
    });
  });
});

test.each(optimizerIds)('%s takes the step of the definition', async (id) => {
  const constants = { momentum: 0.5, beta1: 0.75, beta2: 0.875, rho: 0.625, epsilon: 0.125 };
  const { momentum, beta1, beta2, rho, epsilon } = constants;
  const [learningRate, weightDecay, t] = [0.25, 0.5, 3];
  const rule = [momentum, beta1, beta2, rho, epsilon, 1 - beta1, 1 - beta2, 1 - rho];
  const corrections = [1 / (1 - beta1 ** t), 1 / (1 - beta2 ** t)];
  const rates = [learningRate, 1 - learningRate * weightDecay, ...corrections];
  const body = `let rule = Rule(${rule.join(', ')});
  let rates = Rates(${rates.join(', ')});
  let after = optimize(${optimizerNumber(id)}, Parameter(x.x, x.z, x.w), x.y, rule, rates);
  first = vec4f(after.w, after.m, after.v, 0);`;
  const states: Vec4[] = [1, -0.5, 30].flatMap((w) =>
    [0, 2, -0.125, 1e4].map((g): Vec4 => [w, g, Math.abs(w) / 4, 0.75]),
  );
  const found = await runWgsl(optimizeWgsl, body, states);
  found.forEach(([after], i) => {
    const [before, g, m, v] = states[i]!;
    const known = { ...constants, learningRate, weightDecay, t };
    const expected = optimizers[id].step(before, g, [m, v], known);
    expected.forEach((value, k) => {
      expectClose(after[k]!, value, `${['w', 'm', 'v'][k]} after ${states[i]!.join(', ')}`);
    });
  });
});

test.each(['relu', 'selu'] as const)(
  'dropout of %s keeps the units of the definition',
  async (id) => {
    const [p, seed, step, layer, row] = [0.3, 77, 5, 2, 9];
    const { scale, shift, dropped } = dropoutMap(id, p);
    const threshold = dropoutThreshold(p);
    const body = `var layer = Layer();
  layer.threshold = ${threshold};
  layer.scale = ${scale};
  layer.shift = ${shift};
  layer.dropped = ${dropped};
  let key = dropoutKey(${seed}, ${step}, ${layer});
  let a = drop(Activated(vec4f(2), vec4f(3)), layer, key, ${row}, i);
  first = a.value;
  second = a.slope;`;
    const units = Array.from({ length: 64 }, (): Vec4 => [0, 0, 0, 0]);
    const declarations = `${structWgsl('Layer', layerFields)}${functionsWgsl}${activateWgsl}${dropoutWgsl}`;
    const found = await runWgsl(declarations, body, units);
    const key = dropoutKey(seed, step, layer);
    found.forEach(([values, slopes], unit) => {
      values.forEach((value, r) => {
        const kept = isKept(key, row + r, unit, threshold);
        expectClose(value, kept ? scale * 2 + shift : dropped, `unit ${unit}`);
        expectClose(slopes[r]!, kept ? scale * 3 : 0, `slope of unit ${unit}`);
      });
    });
  },
);
