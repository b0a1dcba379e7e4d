/** The bytes of a table that the browser's database keeps; null where it does not. */
export async function keptTable(hash: string): Promise<Uint8Array | null> {
  const { openRunDatabase } = await import('#src/library/browser-store.ts');
  const database = await openRunDatabase();
  try {
    return await database.table(hash);
  } finally {
    database.close();
  }
}
