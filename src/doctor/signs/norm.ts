/** ‖v‖₂ */
export function norm(values: Float32Array | Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value ** 2;
  return Math.sqrt(sum);
}
