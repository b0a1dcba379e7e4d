import { expect } from 'vitest';

/** Some roundings of float32, of numbers around 1 at least. Exact numbers that float32 cannot hold are passed over. */
export function expectClose(found: number, exact: number, what: string): void {
  if (!Number.isFinite(Math.fround(exact))) return;
  const error = Math.abs(found - exact) / Math.max(1, Math.abs(exact));
  expect(error, `${what}: ${found} for ${exact}`).toBeLessThan(8 * 2 ** -23);
}
