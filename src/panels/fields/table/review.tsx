import { Checkbox, NativeSelect } from '@mantine/core';
import { mostDistinct, type Role } from '#src/data/table/column-kinds.ts';
import type { Choices } from '#src/data/table/make-table.ts';
import type { ReadOptions } from '#src/data/table/read-text.ts';
import { heldOutShare, leastToSplit } from '#src/experiment/with-table.ts';
import { err, ok } from '#src/lib/result.ts';
import type { ReadTable } from '#src/library/table-worker.ts';
import { ColumnBins } from '#src/panels/fields/table/column-bins.tsx';
import classes from '#src/panels/fields/table/table.module.css';
import { ChoiceBox } from '#src/ui/choice-box.tsx';
import { NumberBox } from '#src/ui/number-box.tsx';
import { fromTo } from '#words/forms.ts';
import { heldOutNames, kindText, missingNames, roleNames, tableWords } from '#words/table.ts';

interface Props {
  readonly table: ReadTable;
  readonly choices: Choices;
  readonly onChoose: (choices: Choices) => void;
  readonly onRead: (options: ReadOptions) => void;
}

const choicesOf = <Id extends string>(names: Readonly<Record<Id, string>>) =>
  Object.entries<string>(names).map(([value, label]) => ({ value: value as Id, label }));

/** How a table was read, what its columns hold, and what is made of them. */
export function Review({ table, choices, onChoose, onRead }: Props) {
  const { hasNames, decimalComma, columns } = table;
  const hasGaps = columns.some(({ missing }) => missing > 0);
  const setRole = (i: number, role: Role) =>
    onChoose({ ...choices, roles: choices.roles.with(i, role) });
  return (
    <>
      <div className={classes.options}>
        <Checkbox
          size="sm"
          label={tableWords.hasNames}
          checked={hasNames}
          data-testid="table-has-names"
          onChange={() => onRead({ hasNames: !hasNames, decimalComma })}
        />
        <Checkbox
          size="sm"
          label={tableWords.decimalComma}
          checked={decimalComma}
          data-testid="table-decimal-comma"
          onChange={() => onRead({ hasNames, decimalComma: !decimalComma })}
        />
      </div>
      <ul className={classes.columns} aria-label={tableWords.columns} data-testid="table-columns">
        {columns.map((column, i) => (
          <li key={column.name}>
            <span className={classes.name}>{column.name}</span>
            <span className={classes.kind}>{kindText(column, mostDistinct)}</span>
            <ColumnBins column={column} />
            <NativeSelect
              aria-label={column.name}
              data-testid={`table-role-${i}`}
              data={choicesOf(roleNames)}
              value={choices.roles[i] ?? 'out'}
              onChange={(event) => setRole(i, event.currentTarget.value as Role)}
            />
          </li>
        ))}
      </ul>
      <div className={classes.options}>
        {hasGaps && (
          <ChoiceBox
            label={tableWords.missing}
            value={choices.missing}
            choices={choicesOf(missingNames)}
            onChange={(missing) => onChoose({ ...choices, missing })}
          />
        )}
        <HeldOut table={table} choices={choices} onChoose={onChoose} />
      </div>
    </>
  );
}

function HeldOut({ table, choices, onChoose }: Pick<Props, 'table' | 'choices' | 'onChoose'>) {
  const usual = table.rows < leastToSplit ? 0 : heldOutShare;
  const heldOut = choices.heldOut ?? { by: 'drawn', share: usual };
  const choose = (next: Choices['heldOut']) => onChoose({ ...choices, heldOut: next });
  const share = 'share' in heldOut ? heldOut.share : usual;
  const candidates = table.columns.flatMap(({ name, levels, distinct }, i) =>
    distinct === levels.length && distinct > 1 ? [{ i, name, values: levels }] : [],
  );
  const column =
    heldOut.by === 'column' ? candidates.find(({ i }) => i === heldOut.column) : undefined;
  const byColumn = (i: number) => {
    const { values = [] } = candidates.find((candidate) => candidate.i === i) ?? {};
    choose({ by: 'column', column: i, value: values.at(-1) ?? '' });
  };
  const ways = choicesOf(heldOutNames).filter(
    ({ value }) => value !== 'column' || candidates.length > 0,
  );
  return (
    <>
      <ChoiceBox
        label={tableWords.heldOut}
        value={heldOut.by}
        choices={ways}
        onChange={(by) => {
          if (by === 'column') byColumn(candidates[0]?.i ?? 0);
          else choose(by === 'none' ? { by } : { by, share });
        }}
      />
      {heldOut.by === 'column' && (
        <>
          <ChoiceBox
            label={tableWords.column}
            value={String(heldOut.column)}
            choices={candidates.map(({ i, name }) => ({ value: String(i), label: name }))}
            onChange={(i) => byColumn(Number(i))}
          />
          <ChoiceBox
            label={tableWords.value}
            value={heldOut.value}
            choices={(column?.values ?? []).map((value) => ({ value, label: value }))}
            onChange={(value) => choose({ ...heldOut, value })}
          />
        </>
      )}
      {'share' in heldOut && (
        <NumberBox
          label={tableWords.share}
          value={Math.round(100 * share)}
          testId="table-share"
          onChange={(percent) => {
            if (!(percent >= 0 && percent <= 90)) return err(fromTo(0, 90));
            choose({ by: heldOut.by, share: percent / 100 });
            return ok(percent);
          }}
        />
      )}
    </>
  );
}
