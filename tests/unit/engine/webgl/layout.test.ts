import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tileOrigin, tilesSize } from '#src/engine/gpu/tiles.ts';
import { type Layout, layoutOf } from '#src/engine/webgl/layout.ts';
import { packState, unpackState } from '#src/engine/webgl/state-texels.ts';
import { planSpecs } from '../../../support/plan-arbitrary.ts';
import { smallPlan } from '../../../support/plans.ts';

const models = planSpecs().map((spec) => smallPlan(spec).model);
const capacities = fc.record({
  colorTargets: fc.constantFrom(4 as const, 8 as const),
  textureSize: fc.constantFrom(512, 8192),
});

/** Half-open intervals of integers. */
type Span = readonly [from: number, to: number];

function areApart(spans: readonly Span[]): boolean {
  const sorted = spans.filter(([from, to]) => from < to).sort((a, b) => a[0] - b[0]);
  return sorted.every(([from], i) => i === 0 || from >= (sorted[i - 1] as Span)[1]);
}

/** Columns of one of the two textures, by everything that has a place of its own there. */
function activationSpans({ layers, columns, fold }: Layout, texture: 0 | 1): Span[] {
  const { activations, inputX } = columns;
  const own = layers.slice(0, -1).flatMap((layer): Span[] => {
    const { x } = layer.activations;
    const withOne = Math.ceil(layer.outputGroups / 2 ** fold);
    return layer.activations.texture === texture ? [[x, x + withOne]] : [];
  });
  if (layers.length < 2 || texture !== activations.jointTexture) return own;
  const other = activations.widths[texture === 0 ? 1 : 0];
  return [...own, [inputX, activations.otherX], [activations.otherX, activations.otherX + other]];
}

describe('layout of textures', () => {
  test('nothing lies on something else, and everything inside its texture', () => {
    fc.assert(
      fc.property(models, capacities, (model, capacity) => {
        const layout = layoutOf(model, capacity);
        const { tile, layers, columns } = layout;
        const cells = layers.map(({ y, height }): Span => [y, y + height]);
        expect(areApart([[0, 1], ...cells])).toBe(true);
        expect(Math.max(...cells.map(([, to]) => to))).toBe(tile.height);
        for (const texture of [0, 1] as const) {
          const spans = activationSpans(layout, texture);
          expect(areApart(spans)).toBe(true);
          const width = columns.activations.widths[texture];
          expect(Math.max(0, ...spans.map(([, to]) => to))).toBeLessThanOrEqual(width);
        }
        const { deltas, joint } = columns;
        const deltaSpans = layers.map((layer, l): Span => {
          const { deltaX } = joint[l] as (typeof joint)[number];
          return [deltaX, deltaX + layer.columns];
        });
        expect(areApart(deltaSpans)).toBe(true);
        const deltaWidth = deltas.widths[deltas.jointTexture];
        for (const [, to] of deltaSpans) expect(to).toBeLessThanOrEqual(deltaWidth);
        expect(layout.blocks << layout.fold).toBeLessThanOrEqual(capacity.textureSize);
        expect(layout.slices * layout.sliceBlocks * layout.rowsPerBlock).toBeGreaterThanOrEqual(
          layout.passRows,
        );
      }),
    );
  });

  test('every layer is written once in each pass, by draws that take turns between two textures', () => {
    fc.assert(
      fc.property(models, capacities, (model, capacity) => {
        const { layers, columns } = layoutOf(model, capacity);
        const { activations, deltas } = columns;
        const forward = layers.slice(0, -1).map((_, l) => l);
        expect(activations.draws.flatMap((draw) => draw.layers)).toEqual(forward);
        const written = deltas.draws.flatMap((draw) => draw.layers);
        expect(written).toEqual(layers.map((_, l) => l).toReversed());
        for (const { draws } of [activations, deltas]) {
          draws.forEach(({ texture, from, own, to }, s) => {
            expect(texture).toBe(s % 2);
            expect(from).toBeLessThanOrEqual(own);
            expect(own).toBeLessThan(to);
          });
        }
      }),
    );
  });

  test('tiles fill columns, and stay inside', () => {
    const { tile } = layoutOf(smallPlan().model, { colorTargets: 8, textureSize: 64 });
    const count = 100;
    const { width, height } = tilesSize(tile, count);
    expect(height).toBeLessThanOrEqual(64);
    const corners = Array.from({ length: count }, (_, i) => tileOrigin(tile, i));
    for (const [x, y] of corners) {
      expect(x + tile.width).toBeLessThanOrEqual(width);
      expect(y + tile.height).toBeLessThanOrEqual(height);
    }
    expect(new Set(corners.map(String)).size).toBe(count);
  });

  test('parameters, moments and flags come back from the texels they were put into', () => {
    fc.assert(
      fc.property(models, capacities, (model, capacity) => {
        const layout = layoutOf(model, capacity);
        const count = layout.replicas * model.network.parameterCount;
        const slots = Array.from({ length: layout.slots }, (_, s) =>
          Float32Array.from({ length: count }, (_, i) => 1 + i + s * count),
        );
        const frozen = Float32Array.from({ length: layout.replicas }, (_, r) => r % 2);
        const texels = packState(model.network, layout, { slots, frozen });
        expect(unpackState(model.network, layout, texels, layout.slots)).toEqual({ slots, frozen });
        // Every number has a texel of its own; what is left are zeros.
        const used = texels.reduce((sum, value) => sum + (value !== 0 ? 1 : 0), 0);
        expect(used).toBe(layout.slots * count + frozen.filter((flag) => flag > 0).length);
      }),
      { numRuns: 50 },
    );
  });
});
