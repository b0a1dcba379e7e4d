import { fromHash, type OpenedLink, toHash } from '#src/share/link-codec.ts';
import type { UrlBinding } from '#src/share/url-binding.ts';
import type { Commands } from '#src/store/app/commands.ts';
import { problemText } from '#src/store/app/problem-text.ts';
import { fieldProblems } from '#src/store/app/selectors.ts';
import type { AppStore } from '#src/store/app/store.ts';
import { words } from '#words/store.ts';

/**
 * Keeps experiment and address in step: opens what the address says, now and whenever the reader goes back or forward,
 * and writes what the reader changes. What cannot run is not written.
 *
 * @param run starts training, for links that ask for it
 * @param opened is told of each link, and of the result, proof or comparison that it brings along
 * @returns ends it
 */
export function followAddress(
  store: AppStore,
  commands: Commands,
  address: UrlBinding,
  run: () => void,
  opened: (link: OpenedLink) => void = () => {},
): () => void {
  let reading = false;

  function open(hash: string) {
    reading = true;
    try {
      const link = fromHash(hash);
      if (link.newerVersion === undefined) {
        commands.openExperiment(link.experiment, link.preset);
        opened(link);
      }
      if (link.problems.length > 0)
        commands.notify(
          'warning',
          link.newerVersion === undefined
            ? words.notAllOfThisLinkCould
            : words.thisLinkWasMadeByANewer,
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
