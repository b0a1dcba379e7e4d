/** Arrays of bytes one after another. */
export function concatenated(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The bytes that an array lies in, in the machine's order (little-endian wherever browsers run). */
export function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Arrays of float32 numbers one after another. */
export function concatenatedFloats(parts: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  return new Float32Array(concatenated(parts.map(bytesOf)).buffer);
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
