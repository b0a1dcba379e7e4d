import type { Experiment } from '#src/experiment/fields.ts';
import { type LinkExtras, maxLinkLength, toHash } from '#src/share/link-codec.ts';
import { pageLink } from '#src/share/url-binding.ts';
import { CopyButton } from '#src/ui/copy-button.tsx';

interface StudyLinkProps extends Pick<LinkExtras, 'against' | 'sweep' | 'overlay'> {
  /** The test id of the button. */
  readonly id: string;
  readonly experiment: Experiment;
  readonly children: string;
}

/** Copies a link that sets a study up again, to be trained where it is opened; nothing where one link cannot hold it. */
export function StudyLink({ id, experiment, children, ...study }: StudyLinkProps) {
  const hash = toHash(experiment, study);
  if (hash.length > maxLinkLength) return null;
  return (
    <CopyButton text={pageLink(hash)} data-testid={id}>
      {children}
    </CopyButton>
  );
}
