import { useLive } from '#src/store/hooks.ts';

/** Every chart of the run on show. */
export function Charts() {
  const header = useLive('header');
  if (header === null) return null;
  return <div />;
}
