import { hashText, referredHash } from '#src/experiment/table.ts';
import { fromBase64, toBase64 } from '#src/lib/base64.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { type Document, isDocument } from '#src/library/documents/version.ts';
import { words } from '#words/base/library.ts';

/** A table that travels in one file with what names it by its hash. */
export interface CarriedTable {
  readonly hash: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** As JSON has it: `{"hash": "…", "bytes": "…"}`, the bytes as base64. */
export function carriedDocument(hash: string, bytes: Uint8Array): Document {
  return { hash, bytes: toBase64(bytes) };
}

/** @returns refused where the bytes are not those of the hash; what they hold is checked when it is used */
export async function readCarried(document: unknown): Promise<Result<CarriedTable>> {
  const { hash, bytes: base64 } = Object(document) as Document;
  const bytes = typeof base64 === 'string' ? fromBase64(base64) : null;
  const isSound = bytes !== null && hash === hashText(await crypto.subtle.digest('SHA-256', bytes));
  return isSound ? ok({ hash, bytes }) : err(words.itsNumbersAreOthersThanNamed);
}

/** The hashes of tables that a run or a batch names, of whatever version. */
export function namedTables(document: unknown): readonly string[] {
  const { experiment, batch } = Object(document) as Document;
  const { groups } = Object(batch) as Document;
  const members: readonly unknown[] = Array.isArray(groups) ? groups : [];
  const experiments = [experiment, ...members.map((group) => Object(group).experiment as unknown)];
  return experiments.flatMap((one) => {
    const hash =
      isDocument(one) && typeof one['table'] === 'string' ? referredHash(one['table']) : null;
    return hash === null ? [] : [hash];
  });
}
