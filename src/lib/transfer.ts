/**
 * The buffers that a message hands over: those of every array in it, however deep. A view of a part of a buffer is
 * copied instead, as the rest may still be needed.
 */
export function transferables(message: unknown): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  const collect = (value: unknown): void => {
    if (ArrayBuffer.isView(value)) {
      const { buffer, byteLength } = value;
      const isWhole = buffer instanceof ArrayBuffer && buffer.byteLength === byteLength;
      if (isWhole && byteLength > 0) buffers.add(buffer);
    } else if (typeof value === 'object' && value !== null) {
      for (const part of Object.values(value)) collect(part);
    }
  };
  collect(message);
  return [...buffers];
}
