import { useId as useReactId } from 'react';

/** In place of Mantine's, which draws every input twice: once more with an id of its own kind. */
export function useId(staticId?: string): string {
  const id = useReactId();
  return staticId ?? id;
}
