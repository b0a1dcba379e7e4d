import { describe, expect, test } from 'vitest';
import { tileOrigin } from '#src/engine/gpu/tiles.ts';
import { activateGlsl, activationGlsl, functionsGlsl } from '#src/engine/webgl/glsl/activations.ts';
import { groupsGlsl, quotientGlsl, tileGlsl } from '#src/engine/webgl/glsl/common.ts';
import { dropoutGlsl } from '#src/engine/webgl/glsl/dropout.ts';
import { lossGlsl, pointGlsl } from '#src/engine/webgl/glsl/losses.ts';
import { optimizerConstantsGlsl, optimizerGlsl } from '#src/engine/webgl/glsl/optimizers.ts';
import { activationIds, lossIds, optimizerIds } from '#src/experiment/ids.ts';
import { activations } from '#src/network/activations.ts';
import { dropoutKey, dropoutMap, dropoutThreshold, isKept } from '#src/network/dropout.ts';
import { isPointLoss, pointLosses } from '#src/network/losses.ts';
import { optimizers } from '#src/network/optimizers.ts';
import { expectClose } from '../../support/expect-close.ts';
import { points } from '../../support/points.ts';
import { runGlsl, type Vec4 } from '../../support/run-glsl.ts';

// The functions that shaders are assembled from, one by one, against the definitions in float64.

/** Counting from 0, as first components. */
const integers = (count: number) => Array.from({ length: count }, (_, i): Vec4 => [i, 0, 0, 0]);

describe.each(activationIds)('%s', (id) => {
  const omega = 2;
  const body = activationGlsl(id);
  const run = (zs: readonly number[]) =>
    runGlsl(
      `${functionsGlsl(body)}${activateGlsl(body)}`,
      'activate(x, target0, target1);',
      { omega },
      zs.map((z): Vec4 => [z, 0, 0, 0]),
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
    const pairs = ys.flatMap((y) => [0, 1, 0.25, -2, y].map((t): Vec4 => [y, t, 0, 0]));
    const declarations = `${functionsGlsl(lossGlsl(id))}${pointGlsl(id)}`;
    const body = 'point(x.xxxx, x.yyyy, target0, target1);';
    const found = await runGlsl(declarations, body, { huberDelta }, pairs);
    found.forEach(([[value], [slope]], i) => {
      const [y, t] = pairs[i]!;
      expectClose(value, pointLosses[id].value(y, t, huberDelta), `${y} against ${t}`);
      expectClose(slope, pointLosses[id].derivative(y, t, huberDelta), `slope, ${y} against ${t}`);
    });
  });
});

test.each(optimizerIds)('%s takes the step of the definition', async (id) => {
  const constants = { momentum: 0.5, beta1: 0.75, beta2: 0.875, rho: 0.625, epsilon: 0.125 };
  const [learningRate, weightDecay, t] = [0.25, 0.5, 3];
  const uniforms = {
    ...constants,
    oneMinusBeta1: 1 - constants.beta1,
    oneMinusBeta2: 1 - constants.beta2,
    oneMinusRho: 1 - constants.rho,
    learningRate,
    shrinkage: 1 - learningRate * weightDecay,
    pass: {
      meanCorrection: 1 / (1 - constants.beta1 ** t),
      squareCorrection: 1 / (1 - constants.beta2 ** t),
    },
  };
  const declarations = `${optimizerConstantsGlsl}
uniform float learningRate;
uniform float shrinkage;
struct Corrections { float meanCorrection; float squareCorrection; };
uniform Corrections pass;`;
  const body = `vec4 w = x.xxxx, g = x.yyyy, m = x.zzzz, v = x.wwww;
  ${optimizerGlsl[id]}
  target0 = vec4(w.x, m.x, v.x, 0);`;
  const states: Vec4[] = [1, -0.5, 30].flatMap((w) =>
    [0, 2, -0.125, 1e4].map((g): Vec4 => [w, g, Math.abs(w) / 4, 0.75]),
  );
  const found = await runGlsl(declarations, body, uniforms, states);
  found.forEach(([[w, ...slots]], i) => {
    const [before, g, m, v] = states[i]!;
    const rates = { ...constants, learningRate, weightDecay, t };
    const expected = optimizers[id].step(before, g, [m, v], rates);
    [w, ...slots].slice(0, expected.length).forEach((value, k) => {
      expectClose(
        value,
        expected[k]!,
        `${k === 0 ? 'w' : `slot ${k}`} after ${states[i]!.join(', ')}`,
      );
    });
  });
});

test.each(['relu', 'selu'] as const)(
  'dropout of %s keeps the units of the definition',
  async (id) => {
    const [p, seed, step, layer, row] = [0.3, 77, 5, 2, 9];
    const dropout = { threshold: dropoutThreshold(p), ...dropoutMap(id, p) };
    const body = `target0 = vec4(2);
  target1 = vec4(3);
  drop(dropout, dropoutKey(0, ${step}, ${layer}), ${row}, 4 * int(x.x), target0, target1);`;
    const uniforms = { dropout, dropoutSeeds: [seed] };
    const found = await runGlsl(dropoutGlsl(1), body, uniforms, integers(64));
    const key = dropoutKey(seed, step, layer);
    found.forEach(([values, slopes], i) => {
      values.forEach((value, k) => {
        const kept = isKept(key, row, 4 * i + k, dropout.threshold);
        expectClose(
          value,
          kept ? dropout.scale * 2 + dropout.shift : dropout.dropped,
          `unit ${4 * i + k}`,
        );
        expectClose(slopes[k]!, kept ? dropout.scale * 3 : 0, `slope of unit ${4 * i + k}`);
      });
    });
  },
);

test('a tile lies where TypeScript puts it', async () => {
  const tile = { width: 3, height: 5, perColumn: 7 };
  const body = 'target0.xy = vec2(tileOrigin(int(x.x)));';
  const found = await runGlsl(tileGlsl, body, { tile }, integers(100));
  expect(found.map(([[x, y]]) => [x, y])).toEqual(integers(100).map(([i]) => tileOrigin(tile, i)));
});

test.each([0, 1, 3])(
  'a group of units is found again where it was put, folded %i times',
  async (fold) => {
    const body = 'target0.x = float(groupOf(groupAt(5, int(x.x), 11), 5));';
    const found = await runGlsl(groupsGlsl, body, { fold }, integers(60));
    expect(found.map(([[group]]) => group)).toEqual(integers(60).map(([i]) => i));
  },
);

test('quotients are exact for the sizes of textures', async () => {
  const pairs = [1, 3, 7, 100, 1023, 8191].flatMap((b) =>
    [0, 1, b - 1, b, b + 1, 5 * b - 1, 5 * b, 8191].map((a): Vec4 => [a, 1 / b, b, 0]),
  );
  const found = await runGlsl(
    quotientGlsl,
    'target0.x = float(quotient(int(x.x), x.y));',
    {},
    pairs,
  );
  expect(found.map(([[quotient]]) => quotient)).toEqual(pairs.map(([a, , b]) => Math.floor(a / b)));
});
