import type { ReactNode } from 'react';
import classes from '#src/panels/inside/inside.module.css';
import type { Inspection } from '#src/records/inside.ts';
import { useAppState, useLook, useMoments } from '#src/store/hooks.ts';
import type { Look } from '#src/store/training/inside.ts';
import { words } from '#words/inside/card.ts';

/** A look that has found something. */
export type Found = Look & { readonly found: Inspection };

interface Props {
  readonly children: (look: Found) => ReactNode;
}

/** What was found inside the network, or why there is nothing to show. */
export function WithLook({ children }: Props) {
  const look = useLook();
  const { chosen } = useMoments();
  const running = useAppState(({ run }) => run.phase === 'running');
  if (look === null)
    return <p className={classes.note}>{running && !chosen ? words.running : words.looking}</p>;
  const { found } = look;
  if (found === null) return <p className={classes.note}>{words.notFinite}</p>;
  return (
    <>
      <p className={classes.note}>{words.about(look.snapshot.epoch)}</p>
      {children({ ...look, found })}
    </>
  );
}
