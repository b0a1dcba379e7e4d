import type { ComponentProps } from 'react';
import classes from '#src/ui/data-table.module.css';
import { Scroll } from '#src/ui/scroll.tsx';

interface DataTableProps extends ComponentProps<'table'> {
  /** Of the region in which it scrolls. */
  readonly label?: string;
  /** Numbers stand at the end of their cells. */
  readonly holds?: 'numbers' | 'texts';
  readonly width?: 'content' | 'full';
}

/** A table that scrolls sideways where it has no room; its first column has the names of the rows. */
export function DataTable({
  label,
  holds = 'numbers',
  width = 'content',
  ...props
}: DataTableProps) {
  return (
    <Scroll {...(label !== undefined && { label })}>
      <table className={classes.table} data-holds={holds} data-width={width} {...props} />
    </Scroll>
  );
}
