/** A number and those that float64 has next to it, nearest first: what an inverse rounded away is among them. */
export function nearby(value: number): readonly number[] {
  if (value === 0 || !Number.isFinite(value)) return [value];
  const [bits = 0n] = new BigInt64Array(Float64Array.of(value).buffer);
  const at = (step: bigint) => new Float64Array(BigInt64Array.of(bits + step).buffer)[0] ?? value;
  return [0n, 1n, -1n, 2n, -2n, 3n, -3n].map(at);
}
