import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import type { Printed } from '../printed.ts';
import { invoiceSpeaker } from '../texts/texts.ts';
import type { Sheet } from './sheet.ts';
import { drawTable } from './table.ts';
import { drawLine, lineHeight, registerFonts, type Style, wrap } from './text.ts';

const page = { width: 595.28, height: 841.89, margin: 48, footer: 64 };
const gray = '#555555';
const styles = {
  title: { size: 24, isBold: true },
  heading: { size: 8.5, isBold: true, color: gray },
  text: { size: 9.5 },
  small: { size: 8, color: gray },
  sum: { size: 12, isBold: true },
} satisfies Record<string, Style>;

/**
 * Draws an invoice or a credit note as PDF 1.7 on A4 pages. The same text gives the same bytes. The file is tagged for screen
 * readers: language, title, headings, and tables with header cells; everything else is an artifact.
 */
export async function renderPdf(printed: Printed): Promise<Buffer> {
  const { title, number, author, issuedAt } = printed;
  const lang = printed.language.toLowerCase();
  const doc = new PDFDocument({
    ...{ size: 'A4', margin: 0, bufferPages: true, pdfVersion: '1.7', tagged: true, lang, displayTitle: true },
    // The date is part of the file's id.
    info: { Title: `${title} ${number}`, Author: author, CreationDate: issuedAt, ModDate: issuedAt },
  });
  registerFonts(doc);
  const root = doc.struct('Document');
  doc.addStructure(root);
  const sheet: Sheet = {
    ...{ doc, root, y: page.margin, left: page.margin, right: page.width - page.margin },
    reserve(height) {
      if (sheet.y + height <= page.height - page.footer) return false;
      doc.addPage();
      sheet.y = page.margin;
      return true;
    },
  };
  drawHead(sheet, printed);
  drawParties(sheet, printed);
  for (const table of printed.tables) drawTable(sheet, table);
  drawSums(sheet, printed);
  for (const note of printed.notes) paragraph(sheet, note, styles.text);
  root.end();
  drawFooters(sheet, printed);
  doc.end();
  return buffer(doc);
}

function drawHead(sheet: Sheet, { title, author, facts }: Printed): void {
  element(sheet, 'P', author, sheet.left, sheet.right, styles.heading);
  sheet.y += 6;
  element(sheet, 'H1', title, sheet.left, sheet.right, styles.title);
  sheet.y += 10;
  const width = (sheet.right - sheet.left) / 3;
  for (let index = 0; index < facts.length; index += 3) {
    const top = sheet.y;
    let bottom = top;
    for (const [place, { label, value }] of facts.slice(index, index + 3).entries()) {
      const left = sheet.left + place * width;
      sheet.y = top;
      const lines = wrap(sheet.doc, value, width - 12, styles.text);
      const draw = () => {
        drawLine(sheet.doc, label, left, top, styles.heading);
        for (const [at, line] of lines.entries())
          drawLine(sheet.doc, line, left, top + lineHeight(styles.heading) + at * lineHeight(styles.text), styles.text);
      };
      sheet.root.add(sheet.doc.struct('P', {}, draw));
      bottom = Math.max(bottom, top + lineHeight(styles.heading) + lines.length * lineHeight(styles.text));
    }
    sheet.y = bottom + 6;
  }
  sheet.y += 8;
}

function drawParties(sheet: Sheet, { parties }: Printed): void {
  const width = (sheet.right - sheet.left) / 3;
  const top = sheet.y;
  let bottom = top;
  for (const [place, { heading, lines }] of parties.entries()) {
    const left = sheet.left + place * width;
    sheet.y = top;
    element(sheet, 'H2', heading, left, left + width - 12, styles.heading);
    for (const line of lines) element(sheet, 'P', line, left, left + width - 12, styles.text);
    bottom = Math.max(bottom, sheet.y);
  }
  sheet.y = bottom + 18;
}

function drawSums(sheet: Sheet, { sums }: Printed): void {
  sheet.reserve(sums.length * lineHeight(styles.text) + 20);
  const middle = sheet.right - 230;
  for (const [index, { label, value }] of sums.entries()) {
    const style = index === sums.length - 1 ? styles.sum : styles.text;
    const top = sheet.y + (style === styles.sum ? 4 : 0);
    const draw = () => {
      drawLine(sheet.doc, label, middle, top, style);
      drawLine(sheet.doc, value, 0, top, style, sheet.right);
    };
    sheet.root.add(sheet.doc.struct('P', {}, draw));
    sheet.y = top + lineHeight(style);
  }
  sheet.y += 18;
}

function paragraph(sheet: Sheet, text: string, style: Style): void {
  sheet.reserve(3 * lineHeight(style));
  element(sheet, 'P', text, sheet.left, sheet.right, style);
}

/** Draws a text as one element of the structure, and moves below it. */
function element(sheet: Sheet, type: string, text: string, left: number, right: number, style: Style): void {
  const lines = wrap(sheet.doc, text, right - left, style);
  const { doc, y } = sheet;
  const draw = () => {
    for (const [at, line] of lines.entries()) drawLine(doc, line, left, y + at * lineHeight(style), style);
  };
  sheet.root.add(doc.struct(type, {}, draw));
  sheet.y += lines.length * lineHeight(style);
}

function drawFooters({ doc, left, right }: Sheet, { title, number, language }: Printed): void {
  const { say } = invoiceSpeaker(language);
  const { count } = doc.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    doc.switchToPage(index);
    doc.markContent('Artifact', { type: 'Pagination' });
    const y = page.height - page.margin + 8;
    drawLine(doc, `${title} ${number}`, left, y, styles.small);
    drawLine(doc, say(['page', { page: index + 1, count }]), 0, y, styles.small, right);
    doc.endMarkedContent();
  }
}
