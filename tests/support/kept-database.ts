import { deleteDB, openDB } from 'idb';

/** A browser database written out as JSON; arrays and numbers that JSON lacks are `{float64}`, `{float32}`, `{number}`. */
export interface KeptDatabase {
  readonly version: number;
  readonly stores: Readonly<Record<string, readonly unknown[]>>;
}

/** Puts a database back as an earlier version of the page left it. */
export async function restoreDatabase(name: string, kept: KeptDatabase): Promise<void> {
  await deleteDB(name);
  const db = await openDB(name, kept.version, {
    upgrade(fresh) {
      for (const store of Object.keys(kept.stores)) {
        const created = fresh.createObjectStore(store, { keyPath: 'id' });
        if (store === 'runs') created.createIndex('createdAt', 'createdAt');
      }
    },
  });
  for (const [store, values] of Object.entries(kept.stores)) {
    const transaction = db.transaction(store, 'readwrite');
    await Promise.all(values.map((value) => transaction.store.put(revived(value))));
    await transaction.done;
  }
  db.close();
}

/** A value of such a database as it was. */
export function revived(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revived);
  if (typeof value !== 'object' || value === null) return value;
  const { float64, float32, number } = value as Readonly<Record<string, unknown>>;
  if (typeof float64 === 'string') return new Float64Array(bytesOf(float64));
  if (typeof float32 === 'string') return new Float32Array(bytesOf(float32));
  if (typeof number === 'string') return Number(number);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, revived(part)]));
}

function bytesOf(base64: string): ArrayBuffer {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)).buffer;
}
