import classes from '#src/ui/swatch.module.css';

interface SwatchProps {
  readonly color: string;
  /** Of the line, where it has the color of another. */
  readonly dash?: 'solid' | 'dash' | 'dot';
}

/** The look by which charts know what is named beside it. */
export function Swatch({ color, dash = 'solid' }: SwatchProps) {
  return <span className={classes.swatch} style={{ color }} data-dash={dash} aria-hidden />;
}
