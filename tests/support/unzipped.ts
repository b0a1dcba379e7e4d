/** The files of a ZIP file whose entries are stored as they are, in the order of their local headers. */
export function unzipped(file: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const files = new Map<string, Uint8Array>();
  for (let at = 0; view.getUint32(at, true) === 0x04034b50; ) {
    const size = view.getUint32(at + 22, true);
    const from = at + 30 + view.getUint16(at + 26, true);
    const name = new TextDecoder().decode(file.subarray(at + 30, from));
    files.set(name, file.subarray(from, from + size));
    at = from + size;
  }
  return files;
}
