import { stripVTControlCharacters, styleText } from 'node:util';

/** Rows of text below a header, with aligned columns. Terminal styles do not count as width. */
export function table(head: string[], rows: string[][]): string {
  const widths = head.map((title, column) =>
    Math.max(...[title, ...rows.map((row) => row[column] ?? '')].map((cell) => stripVTControlCharacters(cell).length)),
  );
  const line = (cells: string[]) =>
    cells
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - stripVTControlCharacters(cell).length))
      .join('  ')
      .trimEnd();
  return [styleText('dim', line(head)), ...rows.map(line)].join('\n');
}

/** `512 MB` for a number of bytes. */
export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_048_576)} MB`;
}

/** `1.3 s` for a number of milliseconds. */
export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
