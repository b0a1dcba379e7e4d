import { type ReactNode, useId } from 'react';
import classes from '#src/ui/card.module.css';
import { Heading } from '#src/ui/heading.tsx';

interface CardProps {
  /** Names the section, too; without it the card is only a frame. */
  readonly title?: string;
  readonly order?: 2 | 3;
  /** What stands beside the title. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly 'data-testid'?: string;
}

/** A framed section. */
export function Card({ title, order = 3, aside, children, ...props }: CardProps) {
  const id = useId();
  if (title === undefined)
    return (
      <section className={classes.card} {...props}>
        {children}
      </section>
    );
  return (
    <section className={classes.card} aria-labelledby={id} {...props}>
      <Heading title={title} order={order} id={id}>
        {aside}
      </Heading>
      {children}
    </section>
  );
}
