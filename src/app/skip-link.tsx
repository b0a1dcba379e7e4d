import type { MouseEvent, ReactNode } from 'react';
import classes from '#src/app/page.module.css';

interface SkipLinkProps {
  /** Id of what is skipped to; it can take the focus. */
  readonly to: string;
  readonly children: ReactNode;
}

/** Leads the keyboard past the bars. The address does not follow: its fragment is the experiment. */
export function SkipLink({ to, children }: SkipLinkProps) {
  const skip = (event: MouseEvent) => {
    event.preventDefault();
    document.getElementById(to)?.focus();
  };
  return (
    <a className={classes.skip} href={`#${to}`} onClick={skip}>
      {children}
    </a>
  );
}
