import type { Block } from '../blocks.ts';

/** The products for which a guide is. */
export interface GuidePlaces {
  products?: `prod_${string}`[];
  collections?: `pcol_${string}`[];
  categories?: `pcat_${string}`[];
}

/** Instructions for the care of products. */
export interface SiteCareGuide {
  id: `care_${string}`;
  handle: string;
  title: string;
  instructions: Block[];
  /** Symbols of ISO 3758, for textiles. */
  symbols?: string[];
  attachedTo: GuidePlaces;
}

/** Measurements for each size. */
export interface SiteSizeGuide {
  id: `size_${string}`;
  handle: string;
  title: string;
  howToMeasure: Block[];
  /** The option whose values the sizes are. */
  optionKey?: string;
  /** Key → what is measured. */
  columns: Record<string, string>;
  /** Size → key of a column → millimetres, or a range of them. */
  rows: Record<string, Record<string, number | [from: number, to: number]>>;
  attachedTo: GuidePlaces;
}

/** All guides. */
export interface Guides {
  care: SiteCareGuide[];
  sizes: SiteSizeGuide[];
}

/** The texts of all guides in one language. */
export interface GuideTexts {
  care: Record<`care_${string}`, { title: string; instructions: Block[] }>;
  sizes: Record<`size_${string}`, { title: string; howToMeasure: Block[] }>;
  /** English → translated: what is measured. */
  columns: Record<string, string>;
}
