import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useMemo,
  useState,
} from 'react';

const Refused = createContext({ refused: 0, add: (_more: number): void => {} });

/** A form that knows how many boxes in it refuse what stands in them. */
export function Refusals({ children }: { readonly children: ReactNode }) {
  const [refused, setRefused] = useState(0);
  const add = useCallback((more: number) => setRefused((before) => before + more), []);
  return <Refused value={useMemo(() => ({ refused, add }), [refused, add])}>{children}</Refused>;
}

/** Counts a box of the form while it refuses what stands in it. */
export function useRefusal(isRefused: boolean): void {
  const { add } = use(Refused);
  useEffect(() => {
    if (!isRefused) return;
    add(1);
    return () => add(-1);
  }, [isRefused, add]);
}

/** Whether a box of the form refuses what stands in it, so that nothing is to be begun with what it held before. */
export function useIsRefused(): boolean {
  return use(Refused).refused > 0;
}
