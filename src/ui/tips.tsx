import { Tooltip } from '@mantine/core';
import { useEffect, useState } from 'react';

/** Milliseconds that the pointer rests on something before its tip comes. */
const rest = 300;

interface Tip {
  readonly target: HTMLElement;
  readonly opened: boolean;
}

/**
 * A word of explanation on what the pointer rests on, where that has one as `data-tip`; never the only place where
 * something is said. One for the whole page: each of Mantine's takes as long to draw as the button that it explains.
 */
export function Tips() {
  const [tip, setTip] = useState<Tip | null>(null);
  useEffect(() => {
    let target: HTMLElement | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hide = () => {
      clearTimeout(timer);
      setTip((shown) => shown && { ...shown, opened: false });
    };
    const onPointerOver = (event: PointerEvent) => {
      const over = (event.target as Element).closest<HTMLElement>('[data-tip]');
      if (event.pointerType !== 'mouse' || over === target) return;
      hide();
      target = over;
      if (over === null) return;
      timer = setTimeout(() => {
        // What has opened lies there by itself.
        if (over.ariaExpanded !== 'true') setTip({ target: over, opened: true });
      }, rest);
    };
    const stop = new AbortController();
    const { signal } = stop;
    document.addEventListener('pointerover', onPointerOver, { signal });
    document.addEventListener('pointerdown', hide, { signal });
    document.addEventListener('keydown', hide, { signal });
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, []);
  return (
    tip && (
      <Tooltip
        target={tip.target}
        opened={tip.opened}
        label={tip.target.dataset['tip']}
        position="bottom"
        multiline
        w="max-content"
        maw={260}
      />
    )
  );
}
