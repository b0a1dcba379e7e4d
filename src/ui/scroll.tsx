import type { ReactNode } from 'react';
import classes from '#src/ui/data-table.module.css';

interface ScrollProps {
  /** Makes it a region with this name, which the keyboard reaches and scrolls; without it what is inside must take the focus. */
  readonly label?: string;
  readonly children: ReactNode;
}

/** Scrolls sideways what may be wider than its place. */
export function Scroll({ label, children }: ScrollProps) {
  if (label === undefined) return <div className={classes.scroll}>{children}</div>;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={classes.scroll} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
