import { describe, expect, it } from '@jest/globals';
import { extractText, getDocumentProxy } from 'unpdf';
import type { Cell, Printed } from '../printed.ts';
import { renderPdf } from './render.ts';

const cells = (...texts: string[]): Cell[] => texts.map((text) => ({ text }));

const printed = (rows: number): Printed => ({
  language: 'EN',
  title: 'Invoice',
  number: 'INV-2026-000001',
  issuedAt: new Date('2026-11-27T12:00:00Z'),
  author: 'AXIOM SAS',
  facts: [{ label: 'Number', value: 'INV-2026-000001' }],
  parties: [{ heading: 'Buyer', lines: ['山田 太郎', 'Łucja Ősi', 'Ελλάδα', 'Жанна'] }],
  tables: [
    {
      heading: 'Articles',
      columns: [
        { title: 'Description', width: 3, isNumber: false },
        { title: 'Gross', width: 1, isNumber: true },
      ],
      rows: Array.from({ length: rows }, (_, index) => cells(`Piece ${index + 1}`, `${index + 1}.00`)),
    },
  ],
  sums: [{ label: 'Total', value: 'EUR 1.00' }],
  notes: ['A note.'],
});

/** An element of the structure that screen readers read, with the elements below it. */
interface Element {
  role?: string;
  type?: string;
  children?: Element[];
}

const rolesOf = ({ role, children = [] }: Element): string[] => [...(role ? [role] : []), ...children.flatMap(rolesOf)];

async function open(file: Buffer) {
  const pdf = await getDocumentProxy(new Uint8Array(file));
  const { text } = await extractText(pdf, { mergePages: false });
  return { pdf, text };
}

describe('The PDF file of an invoice', () => {
  it('is tagged for screen readers, with its language and title', async () => {
    const { pdf } = await open(await renderPdf(printed(2)));
    const { info } = await pdf.getMetadata();
    const tree = (await (await pdf.getPage(1)).getStructTree()) as Element;

    expect(info).toMatchObject({ Title: 'Invoice INV-2026-000001', Author: 'AXIOM SAS', Language: 'en' });
    expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true });
    expect(await pdf.getViewerPreferences()).toMatchObject({ DisplayDocTitle: true });
    expect(rolesOf(tree)).toEqual([
      ...['Root', 'Document', 'P', 'H1', 'P', 'H2', 'P', 'P', 'P', 'P', 'H2', 'Table'],
      ...['TR', 'TH', 'TH', 'TR', 'TD', 'TD', 'TR', 'TD', 'TD', 'P', 'P'],
    ]);
  });

  it('contains Japanese, Greek, Cyrillic and extended Latin letters as text', async () => {
    const { text } = await open(await renderPdf(printed(1)));

    for (const line of ['山田 太郎', 'Łucja Ősi', 'Ελλάδα', 'Жанна']) expect(text[0]).toContain(line);
  });

  it('has the language of its texts, and draws those of Japanese', async () => {
    const { pdf, text } = await open(await renderPdf({ ...printed(1), language: 'JA', title: '請求書' }));
    const { info } = await pdf.getMetadata();

    expect(info).toMatchObject({ Title: '請求書 INV-2026-000001', Language: 'ja' });
    expect(text[0]).toContain('1／1ページ');
  });

  it('continues a long table on further pages, with its header and without losing a row', async () => {
    const { text } = await open(await renderPdf(printed(120)));
    const pieces = [...text.join('\n').matchAll(/Piece (\d+) \1\.00/g)].map(([, number]) => Number(number));

    expect(pieces).toEqual(Array.from({ length: 120 }, (_, index) => index + 1));
    for (const [index, page] of text.entries()) {
      expect(page).toContain('Description Gross');
      expect(page).toContain(`Page ${index + 1} of ${text.length}`);
    }
    expect(text.length).toBeGreaterThan(2);
  });

  it('breaks a name that is longer than its column', async () => {
    const one = printed(0);
    const name = 'x'.repeat(300);
    one.parties = [{ heading: 'Buyer', lines: [name] }];
    const { text } = await open(await renderPdf(one));

    expect((text[0] as string).replace(/\s/g, '')).toContain(name);
  });

  it('has the same bytes for the same text', async () => {
    const [one, other] = [await renderPdf(printed(3)), await renderPdf(printed(3))];

    expect(one.equals(other)).toBe(true);
  });
});
