import classes from '#src/panels/fields/editors/formula-list.module.css';

const lists = {
  Operators: '+ − * / ^, also · × ** x²; % is the remainder, // divides and rounds down',
  Comparisons: '< <= > >= == != are 1 or 0; and or not, also && || !',
  Choice: 'x > 0 ? 1 : 2, also 1 if x > 0 else 2',
  Functions:
    'sin cos tan asin acos atan atan2(y, x) sinh cosh tanh exp log (natural, ln) log(x, base) log2 log10 sqrt cbrt abs (|x|) sign floor ceil round trunc relu sigmoid min max mod pow hypot where(condition, yes, no)',
  Numbers: 'pi (π), e, 1.5e-3',
} as const;

/** What can be written in a formula. */
export function FormulaList() {
  return (
    <details className={classes.list}>
      <summary>Functions and operators</summary>
      <dl>
        {Object.entries(lists).map(([name, words]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
