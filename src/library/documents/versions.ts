import { err, ok, type Result } from '#src/lib/result.ts';
import { v1 } from '#src/library/documents/v1.ts';
import { v2 } from '#src/library/documents/v2.ts';
import {
  type Document,
  type DocumentKind,
  type DocumentVersion,
  unsaidValues,
} from '#src/library/documents/version.ts';
import { words } from '#words/base/library.ts';

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
    return err(words.itDoesNotSayItsVersion);
  if (stated > versions.length) return err(words.itIsOfVersionNewerThan(stated, versions.length));
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

/** The text that a link of a version leaves out, by key. @param target of the experiment, as links name it */
export function unsaidTexts(
  { linkKeys, unsaidFor }: DocumentVersion,
  target: unknown,
): Readonly<Record<string, string>> {
  const texts = Object.entries(linkKeys).map(([key, [, , text]]) => [key, text]);
  const others = unsaidFor?.targets.some((id) => id === target) ? unsaidFor.texts : {};
  return { ...Object.fromEntries(texts), ...others };
}

/**
 * What a link of a version leaves out, as an experiment of that version.
 *
 * @param target what it says of that; where it says nothing, the experiment is one that can run
 */
export function unsaidExperiment(
  version: number,
  target: unknown,
  versions = documentVersions,
): Document {
  const stated = versions[version - 1] ?? latestVersion(versions);
  return unsaidValues(stated.linkKeys, unsaidTexts(stated, target));
}
