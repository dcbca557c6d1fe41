import type { Drawing } from './text.ts';

/** Where a document is drawn: the place of the next line, and the element that receives its structure. */
export interface Sheet {
  doc: Drawing;
  /** The top of the next line, in points from the top of the page. */
  y: number;
  left: number;
  right: number;
  root: PDFKit.PDFStructureElement;
  /** Continues on a new page where less than `height` points are left. Returns whether it did. */
  reserve(height: number): boolean;
}
