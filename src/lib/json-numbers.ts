import { fromBase64, toBase64 } from '#src/lib/base64.ts';

/**
 * Plain data as JSON values, without loss: arrays of numbers become `{"float32": "…"}` or `{"float64": "…"}`, the base64
 * of their little-endian bytes, and numbers that JSON lacks become `{"number": "NaN"}`.
 */
export function toJsonValue(value: unknown): unknown {
  if (value instanceof Float32Array) return { float32: toBase64(bytesOf(value)) };
  if (value instanceof Float64Array) return { float64: toBase64(bytesOf(value)) };
  if (typeof value === 'number' && !Number.isFinite(value)) return { number: String(value) };
  return mapped(value, toJsonValue);
}

/** The data that `toJsonValue` wrote. An array that is damaged becomes null, as does what lies deeper than plain data. */
export function fromJsonValue(value: unknown): unknown {
  return from(value, deepest);
}

/** So deep may lists and objects lie in one another. */
const deepest = 100;

function from(value: unknown, depth: number): unknown {
  if (depth === 0) return null;
  const { float32, float64, number } = Object(value) as Readonly<Record<string, unknown>>;
  if (typeof float32 === 'string') return numbers(Float32Array, float32);
  if (typeof float64 === 'string') return numbers(Float64Array, float64);
  if (typeof number === 'string') return Number(number);
  return mapped(value, (part) => from(part, depth - 1));
}

/** Longer lists have no place in plain data: their numbers would be in arrays. */
const longestList = 100_000;

function mapped(value: unknown, change: (part: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.length > longestList ? null : value.map(change);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, change(part)]));
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function numbers<T>(
  Numbers: { readonly BYTES_PER_ELEMENT: number; new (buffer: ArrayBuffer): T },
  base64: string,
): T | null {
  const bytes = fromBase64(base64);
  if (bytes === null || bytes.length % Numbers.BYTES_PER_ELEMENT !== 0) return null;
  return new Numbers(bytes.buffer);
}
