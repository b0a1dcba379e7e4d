import { bytesOf, concatenated, utf8 } from '#src/lib/bytes.ts';

/**
 * Messages of Protocol Buffers: a field is its number and kind, then its value; a message is its fields one after
 * another. Numbers of fields are the format's that is written.
 */
export type Field = Uint8Array;

const kinds = { varint: 0, bytes: 2, float: 5 } as const;

/** A whole number that is not negative. */
export function int(field: number, value: number): Field {
  return concatenated([key(field, kinds.varint), varint(value)]);
}

export function float(field: number, value: number): Field {
  return concatenated([key(field, kinds.float), bytesOf(Float32Array.of(value))]);
}

export function bytes(field: number, content: Uint8Array): Field {
  return concatenated([key(field, kinds.bytes), varint(content.length), content]);
}

export function text(field: number, value: string): Field {
  return bytes(field, utf8(value));
}

export function message(field: number, fields: readonly Field[]): Field {
  return bytes(field, concatenated(fields));
}

function key(field: number, kind: number): Uint8Array {
  return varint(field * 8 + kind);
}

/** Seven bits a byte, the lowest first; the eighth says that more follow. */
function varint(value: number): Uint8Array {
  const out: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) out.push((rest % 0x80) + 0x80);
  return Uint8Array.from([...out, rest]);
}
