/** Characters at a time: more would not fit into one call. */
const portion = 0x8000;

export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let from = 0; from < bytes.length; from += portion)
    text += String.fromCharCode(...bytes.subarray(from, from + portion));
  return btoa(text);
}

/** @returns null where the text is no base64 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    const characters = atob(text);
    const bytes = new Uint8Array(characters.length);
    for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
    return bytes;
  } catch {
    return null;
  }
}
