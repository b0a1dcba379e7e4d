import type { Experiment } from '#src/experiment/fields.ts';
import type { Claim } from '#src/share/claim.ts';
import { fromHash, toHash } from '#src/share/link-codec.ts';
import type { UrlBinding } from '#src/share/url-binding.ts';
import type { Commands } from '#src/store/app/commands.ts';
import { problemText } from '#src/store/app/problem-text.ts';
import { fieldProblems } from '#src/store/app/selectors.ts';
import type { AppStore } from '#src/store/app/store.ts';

/**
 * Keeps experiment and address in step: opens what the address says, now and whenever the reader goes back or forward,
 * and writes what the reader changes. What cannot run is not written.
 *
 * @param run starts training, for links that ask for it
 * @param claim is given the result that a link brings along, with its experiment; null: none
 * @returns ends it
 */
export function followAddress(
  store: AppStore,
  commands: Commands,
  address: UrlBinding,
  run: () => void,
  claim: (
    opened: { readonly claim: Claim; readonly experiment: Experiment } | null,
  ) => void = () => {},
): () => void {
  let reading = false;

  function open(hash: string) {
    reading = true;
    try {
      const link = fromHash(hash);
      if (link.newerVersion === undefined) {
        commands.openExperiment(link.experiment, link.preset);
        claim(link.claim ? { claim: link.claim, experiment: link.experiment } : null);
      }
      if (link.problems.length > 0)
        commands.notify(
          'warning',
          link.newerVersion === undefined
            ? 'Not all of this link could be read; the rest is open'
            : 'This link was made by a newer Fitscope',
          link.problems.map(problemText),
        );
      if (link.run) run();
    } finally {
      reading = false;
    }
  }

  const first = address.read();
  if (first !== '') open(first);
  const stop = [
    address.subscribe(open),
    store.subscribe((state, before) => {
      if (reading || state.experiment === before.experiment) return;
      if (fieldProblems(state).length > 0) return;
      const isElsewhere = state.presetId !== before.presetId;
      address.write(toHash(state.experiment), isElsewhere ? 'push' : 'replace');
    }),
  ];
  return () => {
    for (const end of stop) end();
  };
}
