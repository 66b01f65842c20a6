export interface Column<T> {
  readonly title: string;
  readonly cell: (row: T) => string;
}

/** Rows as lines: the first column to the left, the others to the right, each as wide as it must be. */
export function table<T>(columns: readonly Column<T>[], rows: readonly T[]): string[] {
  const cells = [columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ cell }) => cell(row)))];
  const widths = columns.map((_, at) => Math.max(...cells.map((line) => line[at]?.length ?? 0)));
  return cells.map((line) =>
    `  ${line.map((text, at) => (at === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[at] ?? 0))).join('  ')}`.trimEnd(),
  );
}

/** A multiple; empty without one. */
export const times = (value: number | undefined): string => (value === undefined ? '' : `${value.toFixed(2)}x`);
