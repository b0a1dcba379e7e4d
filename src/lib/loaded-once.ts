/**
 * What takes a while to load and stays the same: even to import a module again takes longer than a short training. A
 * failure, of the network perhaps, is not for ever.
 */
export function loadedOnce<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | null = null;
  return () => {
    loaded ??= load().catch((error) => {
      loaded = null;
      throw error;
    });
    return loaded;
  };
}
