import type { FieldKind } from '#src/experiment/field-kinds.ts';
import { decodeText } from '#src/experiment/field-texts.ts';

/** A JSON object of which nothing is known yet; its arrays of numbers may be typed ones. */
export type Document = Readonly<Record<string, unknown>>;

/** `entry`: of an archive, a run's document and that of its curve. */
export type DocumentKind = 'experiment' | 'run' | 'curve' | 'batch' | 'claim' | 'entry';

/** What makes documents of one version those of the next; each is given an unchecked document of its kind. */
export type Upgrade = { readonly [K in DocumentKind]: (document: Document) => Document };

/** One key of a version's links: the experiment's field, how its text is read, and the text that is left out. */
export type LinkKey = readonly [field: string, kind: FieldKind, unsaid: string];

export type LinkKeys = Readonly<Record<string, LinkKey>>;

/**
 * How documents were written at one time. Everything that leaves memory carries the number of its version: links and
 * their claims, experiment files, archives, what the database holds. Frozen as soon as a release has written with it.
 */
export interface DocumentVersion {
  readonly number: number;
  /** Complete: a key that is missing here does not exist in links of this version. */
  readonly linkKeys: LinkKeys;
  /** Targets for which other texts are left out, by key; absent: none. A new target may join those of its kind. */
  readonly unsaidFor?: {
    readonly targets: readonly string[];
    readonly texts: Readonly<Record<string, string>>;
  };
  /** To the next version; null for the latest. */
  readonly upgrade: Upgrade | null;
}

/**
 * An upgrade of all kinds of documents from what changes in some of them. The experiments inside of runs and batches are
 * upgraded as those alone are, before their surroundings.
 *
 * @param added keys of the next version whose fields this one does not have: what is left out then is what was meant
 *   before
 */
export function makeUpgrade(changes: Partial<Upgrade>, added: LinkKeys = {}): Upgrade {
  const same = (document: Document) => document;
  const { run = same, batch = same } = changes;
  const meant = unsaidValues(added);
  const experiment = (document: Document) => ({
    ...meant,
    ...(changes.experiment ?? same)(document),
  });
  const within = (document: Document): Document =>
    isDocument(document['experiment'])
      ? { ...document, experiment: experiment(document['experiment']) }
      : document;
  return {
    curve: same,
    claim: same,
    entry: same,
    ...changes,
    experiment,
    run: (document) => run(within(document)),
    batch: (document) => batch(withGroups(document, within)),
  };
}

/** The values of fields that a link leaves out. @param others texts that are left out instead of the keys' own */
export function unsaidValues(
  linkKeys: LinkKeys,
  others: Readonly<Record<string, string>> = {},
): Document {
  return Object.fromEntries(
    Object.entries(linkKeys).map(([key, [field, kind, unsaid]]) => {
      const text = others[key] ?? unsaid;
      const value = decodeText(kind, text);
      return [field, value.ok ? value.value : text];
    }),
  );
}

/** A stored batch with each of its groups changed. */
function withGroups(stored: Document, change: (group: Document) => Document): Document {
  const { batch } = stored;
  if (!isDocument(batch) || !Array.isArray(batch['groups'])) return stored;
  const groups: readonly unknown[] = batch['groups'];
  const changed = groups.map((group) => (isDocument(group) ? change(group) : group));
  return { ...stored, batch: { ...batch, groups: changed } };
}

export function isDocument(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
