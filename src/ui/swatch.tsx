import classes from '#src/ui/swatch.module.css';

/** The color by which charts know what is named beside it. */
export function Swatch({ color }: { readonly color: string }) {
  return <span className={classes.swatch} style={{ background: color }} aria-hidden />;
}
