import { expect, test } from 'vitest';
import { usualFeatures, withFeature, withoutFeature } from '#src/experiment/usual-features.ts';

const plane = ['x0', 'x1'];

test('a feature is added to the coordinates, and taken away again leaves nothing behind', () => {
  const features = withFeature([], plane, 'x0 + x1');
  expect(features).toEqual(['x0', 'x1', 'x0 + x1']);
  expect(withFeature(features, plane, 'x0^2')).toEqual([...features, 'x0^2']);
  expect(withoutFeature(features, plane, 2)).toEqual([]);
  expect(withoutFeature(features, plane, 0)).toEqual(['x1', 'x0 + x1']);
});

test('of many coordinates the new one stands alone', () => {
  const many = Array.from({ length: 64 }, (_, i) => `x${i}`);
  expect(withFeature([], many, 'x0 * x7')).toEqual(['x0 * x7']);
  expect(usualFeatures(many)).toEqual([]);
});

test('the usual ones are squares, the product, and sines', () => {
  expect(usualFeatures(['x'])).toEqual(['x^2', 'sin(x)']);
  expect(usualFeatures(plane)).toEqual(['x0^2', 'x1^2', 'x0 * x1', 'sin(x0)', 'sin(x1)']);
});
