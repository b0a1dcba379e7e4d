import type { Failure } from '#src/engine/contract/messages.ts';
import type { EngineClient, RunListener } from '#src/engine/page/client.ts';
import type { Commands } from '#src/store/app/commands.ts';
import { openingRun, type RunStatus } from '#src/store/app/state.ts';
import type { AppStore } from '#src/store/app/store.ts';
import type { LiveRun } from '#src/store/training/live-run.ts';
import { createPace } from '#src/store/training/pace.ts';
import { engineText } from '#src/words/engine.ts';

/** Tells the page how the run of the moment is getting on. */
export interface RunReport {
  status(): RunStatus;
  /** Changes what the page shows of the run, at once. */
  update(change: Partial<RunStatus>): void;
  /** Brings the figures up to the latest that was heard. */
  refresh(): void;
  /** Another run takes the place of the one before: nothing is known of it but what is said here. */
  begin(runId: string, known: Partial<RunStatus>): void;
  fail(failure: Failure): void;
  dispose(): void;
}

/** How often progress reaches React. */
const refreshMilliseconds = 100;

/** Events of the run of the moment go to `live` at once and, as figures, to the store every now and then. */
export function createRunReport(
  store: AppStore,
  client: Pick<EngineClient, 'listen'>,
  live: LiveRun,
  notify: Commands['notify'],
): RunReport {
  let ignore = () => {};
  let pace = createPace();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const status = () => store.getState().run;
  const update = (change: Partial<RunStatus>) => {
    store.setState({ run: { ...status(), ...change } });
  };

  function forgetTimer() {
    clearTimeout(timer);
    timer = undefined;
  }

  function scheduleRefresh() {
    timer ??= setTimeout(refresh, refreshMilliseconds);
  }

  function refresh() {
    forgetTimer();
    const { header, position } = live;
    if (header === null) return;
    const totalSteps = header.stepsPerEpoch * header.epochs;
    pace.measure(position.step, position.seconds);
    update({
      latest: live.latest,
      progress: {
        epoch: position.epoch,
        step: position.step,
        totalEpochs: header.epochs,
        totalSteps,
        seconds: position.seconds,
        secondsLeft: pace.secondsFor(totalSteps - position.step),
      },
    });
  }

  function fail(failure: Failure) {
    refresh();
    update({ phase: 'failed', starting: false, failure });
  }

  const listener: RunListener = {
    header({ header }) {
      live.begin(header);
      refresh();
    },
    engine: ({ engine }) => update({ engine }),
    timings: ({ timings }) => update({ timings }),
    snapshot: ({ snapshot }) => live.show(snapshot),
    records({ from, records }) {
      live.record(from, records);
      scheduleRefresh();
    },
    progress(position) {
      live.move(position);
      scheduleRefresh();
    },
    notice: ({ message }) => notify('warning', 'From the engine', [engineText(message)]),
    failed: ({ failure }) => fail(failure),
  };

  return {
    status,
    update,
    refresh,
    begin(runId, known) {
      ignore();
      ignore = client.listen(runId, listener);
      pace = createPace();
      forgetTimer();
      update({ ...openingRun, ...known });
    },
    fail,
    dispose() {
      ignore();
      forgetTimer();
    },
  };
}
