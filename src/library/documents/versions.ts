import { decodeText } from '#src/experiment/field-texts.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { v1 } from '#src/library/documents/v1.ts';
import { v2 } from '#src/library/documents/v2.ts';
import type { Document, DocumentKind, DocumentVersion } from '#src/library/documents/version.ts';

/** Every version there was, version 1 first. The list only grows. */
export type DocumentVersions = readonly [DocumentVersion, ...DocumentVersion[]];

export const documentVersions: DocumentVersions = [v1, v2];

/** The number that is written into new documents. */
export function latestVersion(versions = documentVersions): DocumentVersion {
  return versions.at(-1) ?? versions[0];
}

/**
 * A version's number as a document states it.
 *
 * @returns a number that is known here, or why the document cannot be read
 */
export function knownVersion(stated: unknown, versions = documentVersions): Result<number> {
  if (typeof stated !== 'number' || !Number.isInteger(stated) || stated < 1)
    return err('it does not say its version');
  if (stated > versions.length)
    return err(`it is of version ${stated}, newer than this page (${versions.length})`);
  return ok(stated);
}

/** A document brought from a known version to a later one, the latest unless said otherwise. */
export function upgraded(
  kind: DocumentKind,
  document: Document,
  from: number,
  versions = documentVersions,
  to = versions.length,
): Document {
  return versions
    .slice(from - 1, to - 1)
    .reduce((current, { upgrade }) => upgrade?.[kind](current) ?? current, document);
}

/** What a link of a version says that says nothing, as an experiment of that version. */
export function unsaidExperiment(version: number, versions = documentVersions): Document {
  const rows = Object.values(versions[version - 1]?.linkKeys ?? {});
  return Object.fromEntries(
    rows.map(([field, kind, text]) => {
      const value = decodeText(kind, text);
      return [field, value.ok ? value.value : text];
    }),
  );
}
