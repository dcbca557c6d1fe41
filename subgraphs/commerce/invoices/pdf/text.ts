import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type PDFDocument from 'pdfkit';

/** A document that is being drawn. */
export type Drawing = InstanceType<typeof PDFDocument>;

/** How text is drawn: its size in points, and its weight. */
export interface Style {
  size: number;
  isBold?: boolean;
  color?: string;
}

const { resolve } = createRequire(import.meta.url);
const dejaVu = join(dirname(resolve('dejavu-fonts-ttf/package.json')), 'ttf');
// Its package exports no file but the entry.
const noto = join(dirname(resolve('@embedpdf/fonts-jp')), '../fonts');

/**
 * The fonts by script and weight. PDF has no fallback between fonts, so each run of text names its font. Read once: a document
 * that reads its own copy costs 10 MB.
 */
const fonts = {
  latin: readOnce(join(dejaVu, 'DejaVuSansCondensed.ttf')),
  latinBold: readOnce(join(dejaVu, 'DejaVuSansCondensed-Bold.ttf')),
  japanese: readOnce(join(noto, 'NotoSansJP-Regular.otf')),
  japaneseBold: readOnce(join(noto, 'NotoSansJP-Bold.otf')),
};

/** Characters that the Japanese font draws: kanji, kana, and CJK punctuation and full-width forms. */
const japanese = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\u30fb-\u30fe\uff00-\uffef]`;

const runs = new RegExp(`${japanese}+|(?:(?!${japanese}).)+`, 'gsu');

/** A space at which a line may break: any but the no-break space. */
const space = String.raw`[^\S\u00a0]`;
const spaces = new RegExp(`${space}+`, 'gu');

/** What is kept on one line: one Japanese character, or a word with the space after it. */
const words = new RegExp(`${japanese}|(?:(?!${japanese}|${space}).)+${space}*|${space}+`, 'gsu');

/** Makes the fonts known to a new document. */
export function registerFonts(doc: Drawing): void {
  for (const [name, read] of Object.entries(fonts)) doc.registerFont(name, read());
}

/** The height of a line of text, in points. */
export function lineHeight({ size }: Style): number {
  return size * 1.4;
}

/** The lines of a text that is wrapped to a width. A no-break space keeps two words on a line; what is longer is broken anywhere. */
export function wrap(doc: Drawing, text: string, width: number, style: Style): string[] {
  const lines: string[] = [];
  let line = '';
  const add = (part: string) => {
    if (line && widthOf(doc, (line + part).trimEnd(), style) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += part;
  };
  for (const word of text.replaceAll('\u202f', '\u00a0').replace(spaces, ' ').match(words) ?? []) {
    const parts = widthOf(doc, word.trimEnd(), style) > width ? [...word] : [word];
    for (const part of parts) add(part);
  }
  return [...lines, line.trimEnd()];
}

/** Draws one line, of which `y` is the top. With `right`, it ends there. */
export function drawLine(doc: Drawing, text: string, x: number, y: number, style: Style, right?: number): void {
  let left = right === undefined ? x : right - widthOf(doc, text, style);
  for (const run of text.match(runs) ?? []) {
    select(doc, run, style).fillColor(style.color ?? '#111111');
    // All runs of a line have one baseline; fonts differ in their height above it.
    doc.text(run, left, y + style.size, { lineBreak: false, baseline: 'alphabetic' });
    left += doc.widthOfString(run);
  }
}

function widthOf(doc: Drawing, text: string, style: Style): number {
  return (text.match(runs) ?? []).reduce((sum, run) => sum + select(doc, run, style).widthOfString(run), 0);
}

function select(doc: Drawing, run: string, { size, isBold }: Style): Drawing {
  const script = new RegExp(japanese, 'u').test(run) ? 'japanese' : 'latin';
  return doc.font(isBold ? `${script}Bold` : script).fontSize(size);
}

function readOnce(file: string): () => Buffer {
  let content: Buffer | undefined;
  return () => {
    content ??= readFileSync(file);
    return content;
  };
}
