import type { CareSymbolCode } from '#generated/journal.ts';
import type { NarrativeText } from '../narrative/narrative.ts';
import type { Translation } from '../site/site.ts';

/** The products for which a guide is: by ids of commerce. */
export interface Attachments {
  products: string[];
  collections: string[];
  categories: string[];
}

/** What every guide has. */
interface Guide {
  id: string;
  handle: string;
  title: string;
  attachedTo: Attachments;
  updatedAt: string;
}

/** A care symbol, which is known by its code. */
export type CareSymbol = CareSymbolCode;

/** Instructions for the care of products. */
export interface CareGuide extends Guide {
  instructions: NarrativeText;
  /** In the order of ISO 3758, each once. */
  symbols: CareSymbol[];
  translation: { title: string | null; instructions: NarrativeText | null } | null;
}

/** Measurements for each size. */
export interface SizeGuide extends Guide {
  howToMeasure: NarrativeText | null;
  /** The English name of the option whose values the sizes are; null when buyers do not choose between them. */
  optionKey: string | null;
  columns: SizeColumn[];
  rows: SizeRow[];
  translation: { title: string | null; howToMeasure: NarrativeText | null } | null;
}

/** What is measured. */
export interface SizeColumn {
  key: string;
  name: string;
  translation: Translation<'name'>;
}

/** The measurements of one size. */
export interface SizeRow {
  key: string;
  size: string;
  /** The English value of the option; null without one. */
  valueKey: string | null;
  /** In the order of the columns. */
  measurements: SizeMeasurement[];
  translation: Translation<'size'>;
}

/** A length, or a range up to `to`, in millimetres. */
export interface SizeMeasurement {
  column: SizeColumn;
  millimetres: number;
  to: number | null;
}

/**
 * Guides as editors published them. Those without the fields that readers need are left out and logged. Every call is one query, and rejects with
 * BACKEND_UNAVAILABLE or BACKEND_TIMEOUT when the content lake fails.
 */
export interface GuideContent {
  careGuidesById(ids: string[]): Promise<CareGuide[]>;
  sizeGuidesById(ids: string[]): Promise<SizeGuide[]>;
  /** Those that are attached to any of these, by handle; at most 1,000. */
  careGuidesFor(places: Attachments): Promise<CareGuide[]>;
  sizeGuidesFor(places: Attachments): Promise<SizeGuide[]>;
}
