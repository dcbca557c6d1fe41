import type { Language } from '#kit/graph/languages/language.ts';

/** What is printed on an invoice or a credit note, as text. `pdf/` decides how it looks. */
export interface Printed {
  /** That of all its texts. */
  language: Language;
  /** The kind of document: `Invoice`. */
  title: string;
  number: string;
  issuedAt: Date;
  /** The name of the seller. */
  author: string;
  /** Labelled values: numbers and dates. */
  facts: { label: string; value: string }[];
  /** The seller and the buyer. */
  parties: { heading: string; lines: string[] }[];
  tables: Table[];
  /** The sums, the last of which is emphasised. */
  sums: { label: string; value: string }[];
  notes: string[];
}

/** A table with a heading. Each row has a cell for each column. */
export interface Table {
  heading: string;
  columns: Column[];
  rows: Cell[][];
}

export interface Column {
  title: string;
  /** The share of the width. */
  width: number;
  isNumber: boolean;
}

/** The text of a cell, and text below it in a smaller size. */
export interface Cell {
  text: string;
  detail?: string;
}
