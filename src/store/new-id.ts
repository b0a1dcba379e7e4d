/** A name that no other run, batch or notice has: 64 random bits. Nothing that is computed depends on it. */
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(2)), (part) => part.toString(36)).join(
    '-',
  );
}
