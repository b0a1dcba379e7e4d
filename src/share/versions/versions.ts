import { v1 } from '#src/share/versions/v1.ts';

/** A value of link text for each key. */
export type LinkTexts = Readonly<Record<string, string>>;

interface LinkVersion {
  /** Complete: a key that is missing here did not exist in this version. */
  readonly defaults: LinkTexts;
  /** Rewrites complete texts of this version as texts of the next one; null for the latest version. */
  readonly upgrade: ((texts: LinkTexts) => LinkTexts) | null;
}

/**
 * All versions of links, version 1 first. The list only grows: a field that is added, renamed or given another default
 * makes a new version, and the one before it an `upgrade`.
 */
export const versions: readonly [LinkVersion, ...LinkVersion[]] = [{ defaults: v1, upgrade: null }];

export const latestVersion = versions.length;

/** The texts that a link of the latest version leaves out. */
export const latestDefaults: LinkTexts = (versions.at(-1) ?? versions[0]).defaults;

/** The complete texts of a link, brought from its version (1 … latest) to the latest one. */
export function upgraded(texts: LinkTexts, version: number): LinkTexts {
  return versions
    .slice(version - 1)
    .reduce((current, { upgrade }) => upgrade?.(current) ?? current, {
      ...versions[version - 1]?.defaults,
      ...texts,
    });
}
