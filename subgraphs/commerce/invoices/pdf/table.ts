import type { Cell, Column, Table } from '../printed.ts';
import type { Sheet } from './sheet.ts';
import { drawLine, lineHeight, type Style, wrap } from './text.ts';

const gray = '#555555';
const styles = {
  caption: { size: 8.5, isBold: true, color: gray },
  header: { size: 8, isBold: true },
  cell: { size: 8.5 },
  detail: { size: 7.5, color: gray },
} satisfies Record<string, Style>;

/** Points between the columns, and above and below each row. */
const gap = { column: 8, row: 5 };

interface Placed extends Column {
  left: number;
  right: number;
}

/**
 * Draws a table. It continues on further pages, each of which repeats the header as an artifact, so that screen readers read
 * one table. A row is never split.
 */
export function drawTable(sheet: Sheet, { heading, columns, rows }: Table): void {
  const { doc, root } = sheet;
  const placed = place(sheet, columns);
  const header = columns.map(({ title }) => ({ text: title }));
  sheet.reserve(90);
  const top = sheet.y;
  root.add(doc.struct('H2', {}, () => drawLine(doc, heading, sheet.left, top, styles.caption)));
  sheet.y += lineHeight(styles.caption) + 2;

  const table = doc.struct('Table');
  root.add(table);
  const body = (cells: Cell[], style: Style, isHeader: boolean) => {
    const row = doc.struct('TR');
    table.add(row);
    // The types of pdfkit do not know this option, which screen readers need.
    const options: object = isHeader ? { scope: 'Column' } : {};
    drawRow(sheet, placed, cells, style, (draw) => row.add(doc.struct(isHeader ? 'TH' : 'TD', options, draw)));
  };
  body(header, styles.header, true);
  for (const cells of rows) {
    if (sheet.reserve(heightOf(sheet, placed, cells, styles.cell))) {
      drawRow(sheet, placed, header, styles.header, (draw) => asArtifact(sheet, draw));
    }
    body(cells, styles.cell, false);
  }
  sheet.y += 16;
}

function place({ left, right }: Sheet, columns: readonly Column[]): Placed[] {
  const whole = columns.reduce((sum, { width }) => sum + width, 0);
  let from = left;
  return columns.map((column) => {
    const until = from + ((right - left) * column.width) / whole;
    const at = { ...column, left: from, right: until };
    from = until;
    return at;
  });
}

/** Draws the cells of a row, each through `add`, and a line below them. */
function drawRow(
  sheet: Sheet,
  columns: readonly Placed[],
  cells: readonly Cell[],
  style: Style,
  add: (draw: () => void) => unknown,
): void {
  const { doc, y } = sheet;
  const height = heightOf(sheet, columns, cells, style);
  for (const [index, column] of columns.entries()) {
    const lines = linesOf(sheet, column, cells[index] as Cell, style);
    add(() => {
      let top = y + gap.row;
      for (const { line, as } of lines) {
        drawLine(doc, line, column.left, top, as, column.isNumber ? column.right : undefined);
        top += lineHeight(as);
      }
    });
  }
  asArtifact(sheet, () => {
    doc
      .moveTo(sheet.left, y + height)
      .lineTo(sheet.right, y + height)
      .lineWidth(0.5)
      .stroke('#bbbbbb');
  });
  sheet.y += height;
}

function heightOf(sheet: Sheet, columns: readonly Placed[], cells: readonly Cell[], style: Style): number {
  const heights = columns.map((column, index) =>
    linesOf(sheet, column, cells[index] as Cell, style).reduce((sum, { as }) => sum + lineHeight(as), 0),
  );
  return Math.max(...heights) + 2 * gap.row;
}

function linesOf({ doc }: Sheet, { left, right }: Placed, { text, detail }: Cell, style: Style) {
  const width = right - left - gap.column;
  return [
    ...wrap(doc, text, width, style).map((line) => ({ line, as: style })),
    ...(detail ? wrap(doc, detail, width, styles.detail).map((line) => ({ line, as: styles.detail })) : []),
  ];
}

function asArtifact({ doc }: Sheet, draw: () => void): void {
  doc.markContent('Artifact', { type: 'Layout' });
  draw();
  doc.endMarkedContent();
}
