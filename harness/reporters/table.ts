/** A cell and how it is painted; the paint does not count for the width. */
export interface Cell {
  readonly text: string;
  readonly align: 'left' | 'right';
  readonly paint?: (text: string) => string;
}

/** Rows of equal length in aligned columns, two blanks apart, without trailing blanks. */
export function alignColumns(rows: readonly (readonly Cell[])[]): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, width(cell.text));
  }
  return rows.map((row) =>
    row
      .map((cell, index) => pad(cell, widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function pad({ text, align, paint = (plain) => plain }: Cell, size: number): string {
  const blanks = ' '.repeat(size - width(text));
  return align === 'left' ? paint(text) + blanks : blanks + paint(text);
}

function width(text: string): number {
  return [...text].length;
}
