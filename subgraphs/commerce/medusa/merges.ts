import type { Language } from '#kit/graph/languages/language.ts';
import type { LineAttributeRow } from '../carts/line-attribute-rows.ts';
import { toAttributeTexts } from './texts/lines.ts';

/** The result of a merge of carts. */
export interface MergeRow {
  /** The id of the customer's cart. */
  id: string;
  leftOutLines: LeftOutLineRow[];
  leftOutCodes: string[];
}

/** Pieces that are not in the merged cart. */
export interface LeftOutLineRow {
  variantId: string;
  quantity: number;
  attributes: LineAttributeRow[];
  reason: 'OUT_OF_STOCK' | 'NOT_SOLD' | 'TOO_MANY_LINES' | 'REFUSED';
}

/** As the Medusa application returns it (`carts/merge.ts` there). */
export interface MedusaMerge {
  id: string;
  left_out_lines: {
    variant_id: string;
    quantity: number;
    attributes: unknown[];
    reason: LeftOutLineRow['reason'];
    /** See `toAttributeTexts`. */
    names?: unknown;
  }[];
  left_out_codes: string[];
}

export function toMerge({ id, left_out_lines, left_out_codes }: MedusaMerge, language: Language): MergeRow {
  return {
    id,
    leftOutLines: left_out_lines.map(({ variant_id, quantity, reason, ...texts }) => ({
      ...{ variantId: variant_id, quantity, reason },
      attributes: toAttributeTexts(texts, language),
    })),
    leftOutCodes: left_out_codes,
  };
}
