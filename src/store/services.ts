import type { Commands } from '#src/store/app/commands.ts';
import type { AppStore } from '#src/store/app/store.ts';
import type { Compare } from '#src/store/library/compare.ts';
import type { Diagnosis } from '#src/store/training/diagnosis.ts';
import type { Inside } from '#src/store/training/inside.ts';
import type { Ladder } from '#src/store/training/ladder.ts';
import type { LiveRun } from '#src/store/training/live-run.ts';
import type { MomentPlayer } from '#src/store/training/moment-player.ts';
import type { ProofCheck } from '#src/store/training/proof-check.ts';
import type { RunController } from '#src/store/training/run-controller.ts';
import type { WeightEdits } from '#src/store/training/weight-edits.ts';

/** What `app/start-services.ts` makes once and every panel reaches. */
export interface AppServices {
  readonly store: AppStore;
  readonly commands: Commands;
  readonly runner: RunController;
  readonly live: LiveRun;
  readonly moments: MomentPlayer;
  readonly inside: Inside;
  readonly edits: WeightEdits;
  readonly compare: Compare;
  readonly ladder: Ladder;
  readonly diagnosis: Diagnosis;
  readonly proof: ProofCheck;
}
