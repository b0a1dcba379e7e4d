import { concatenated, utf8 } from '#src/lib/bytes.ts';

export interface ZipEntry {
  readonly name: string;
  readonly content: Uint8Array;
}

/** 1980-01-01, the earliest day that a ZIP file knows: the same content is the same file. */
const day = 0x21;

/** A ZIP file of entries that are stored as they are (PKWARE's APPNOTE, 4.3), with names in UTF-8. */
export function zipOf(entries: readonly ZipEntry[]): Uint8Array<ArrayBuffer> {
  const files: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const { name, content } of entries) {
    const nameBytes = utf8(name);
    // Version 2.0, names in UTF-8, stored, time, day, checksum, both sizes, length of the name, no extra field.
    const common = [
      [20, 2],
      [0x800, 2],
      [0, 2],
      [0, 2],
      [day, 2],
      [crc32(content), 4],
      [content.length, 4],
      [content.length, 4],
      [nameBytes.length, 2],
      [0, 2],
    ] as const;
    const local = concatenated([numbers([0x04034b50, 4], ...common), nameBytes, content]);
    // No comment, disk 0, no attributes, and where the entry stands.
    const rest = [
      [0, 2],
      [0, 2],
      [0, 2],
      [0, 4],
      [at, 4],
    ] as const;
    directory.push(numbers([0x02014b50, 4], [20, 2], ...common, ...rest), nameBytes);
    files.push(local);
    at += local.length;
  }
  const central = concatenated(directory);
  const count = [
    [entries.length, 2],
    [entries.length, 2],
  ] as const;
  const end = numbers(
    [0x06054b50, 4],
    [0, 2],
    [0, 2],
    ...count,
    [central.length, 4],
    [at, 4],
    [0, 2],
  );
  return concatenated([...files, central, end]);
}

/** Whole numbers of 2 or 4 bytes, little-endian. */
function numbers(...values: readonly (readonly [value: number, bytes: 2 | 4])[]): Uint8Array {
  const out = new Uint8Array(values.reduce((length, [, bytes]) => length + bytes, 0));
  const view = new DataView(out.buffer);
  let at = 0;
  for (const [value, bytes] of values) {
    if (bytes === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += bytes;
  }
  return out;
}

/** CRC-32 of ISO 3309, bit by bit from the low end. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (crcTable[(crc ^ byte) & 0xff] as number);
  return (crc ^ 0xffffffff) >>> 0;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  return crc;
});
