import { define } from '#src/code/write/julia/text.ts';
import { hasGaps, hasRowWeights, isRepeated, jsonOf } from '#src/code/write/script.ts';
import { cellText, columnText, type PackedRows, packedRows } from '#src/code/write/table.ts';
import { tableFileName } from '#src/data/table/match-table.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { readTable, referredHash, unpackTable } from '#src/experiment/table.ts';
import { columnsByUse } from '#src/experiment/targets.ts';

/** The experiment's own table, written out or read from the CSV beside the script, and how its rows are chosen. */
export function tableBlocks(e: Experiment): readonly string[] {
  const head = readTable(e.table);
  const { columns, rows } = head.ok ? head.value : { columns: [], rows: 0 };
  const hash = referredHash(e.table);
  const { inputCount: inputs, target, heldOutFrom } = e;
  const isWide = columnsByUse(columns, e).answers.length > 1;
  const weighted = hasRowWeights(e);
  const last = weighted ? 'row[end-1]' : 'row[end]';
  const names = columns.map(columnText);
  const isFilled = hasGaps(e);
  const answer =
    target === 'table_classes'
      ? `Int(${last})`
      : isWide
        ? `row[${inputs + 1}:end${weighted ? '-1' : ''}]`
        : isRepeated(e)
          ? `fill(${last}, OUTPUTS)`
          : last;
  const rest = `table_y[chosen]${weighted ? ', table_w[chosen]' : ''}`;
  return [
    [
      ...(hash === null
        ? ownLines(e.table)
        : fileLines(
            rows,
            columns.map(({ labels }) => labels),
            hash,
          )),
      `# Columns: ${jsonOf(names)}`,
      `table_x, table_y = [row[1:${inputs}] for row in TABLE], [${answer} for row in TABLE]`,
      ...(weighted
        ? ['table_w = [row[end] for row in TABLE]  # what each row counts in the loss']
        : []),
      isFilled
        ? 'DOMAINS = [extrema(filter(!isnan, getindex.(table_x, k))) for k in eachindex(first(table_x))]'
        : 'DOMAINS = [extrema(row[k] for row in table_x) for k in eachindex(first(table_x))]',
    ].join('\n'),
    ...(isFilled
      ? [
          define(
            'mean_of(values)',
            [
              'known = filter(!isnan, values)',
              'return foldl(+, known; init = 0.0) / max(length(known), 1)',
            ],
            'Of those that are there: it stands for those that are missing.',
          ),
        ]
      : []),
    define(
      'points(purpose, rows)',
      [
        heldOutFrom === 'last'
          ? 'order = 1:length(table_x)'
          : 'order = permutation(length(table_x), stream(DATA_SEED, "table rows"))',
        'chosen = purpose == "train" ? order[1:ROWS] : order[ROWS+1:ROWS+rows]',
        ...(isFilled
          ? [
              'means = [mean_of(getindex.(table_x[order[1:ROWS]], k)) for k in eachindex(DOMAINS)]',
              'x = [[isnan(value) ? mean : value for (value, mean) in zip(row, means)] for row in table_x[chosen]]',
              `return x, ${rest}`,
            ]
          : [`return table_x[chosen], ${rest}`]),
      ],
      heldOutFrom === 'last'
        ? 'Rows of the table: those after the training rows are held out.'
        : 'Rows of the table: the seed decides which are held out.',
    ),
  ];
}

function ownLines(text: string): readonly string[] {
  const table = unpackTable(text);
  const { columns, rows } = table.ok ? table.value : { columns: [], rows: 0 };
  const packed = packedRows(columns, rows);
  if (packed !== null) return packedLines(packed, rows);
  return [
    'TABLE = Vector{Float64}[',
    ...Array.from(
      { length: rows },
      (_, row) => `    [${columns.map(({ values }) => cellText(values[row], 'NaN')).join(', ')}],`,
    ),
    ']',
  ];
}

function packedLines({ shapes, lines }: PackedRows, rows: number): readonly string[] {
  return [
    'using Base64: base64decode',
    '',
    `COLUMNS = [${shapes.join(', ')}]  # least value, bits and decimals`,
    'PACKED = join([',
    ...lines.map((line) => `    "${line}",`),
    '])',
    '',
    define(
      'unpacked(rows)',
      [
        'data, at, table = base64decode(PACKED), 0, Vector{Float64}[]',
        'bit(i) = Int((data[i÷8+1] >> mod(i, 8)) & 1)',
        'for _ in 1:rows',
        '    row = Float64[]',
        '    for (least, bits, decimals) in COLUMNS',
        '        part = sum([bit(at + k) << k for k in 0:bits-1])',
        '        push!(row, (least + part) / 10.0^decimals)',
        '        at += bits',
        '    end',
        '    push!(table, row)',
        'end',
        'return table',
      ],
      'Whole numbers of few bits, one after another, the lowest bit first.',
    ),
    '',
    `TABLE = unpacked(${rows})`,
  ];
}

/** Rows of a CSV file, classes by their place among `LABELS`. */
function fileLines(
  rows: number,
  labels: readonly (readonly string[] | null)[],
  hash: string,
): readonly string[] {
  const lists = labels.map((names) =>
    names === null ? 'nothing' : jsonOf(names).replaceAll('$', '\\$'),
  );
  return [
    'using DelimitedFiles',
    '',
    `LABELS = [${lists.join(', ')}]`,
    `cells, _ = readdlm("${tableFileName(hash)}", ',', String; header = true)  # lies beside this script`,
    'value_of(cell, names) = names === nothing ? parse(Float64, isempty(cell) ? "NaN" : cell) : findfirst(==(cell), names) - 1.0',
    'TABLE = [value_of.(row, LABELS) for row in eachrow(cells)]',
    `# Rows: ${rows}, SHA-256 of the table: ${hash}`,
  ];
}
