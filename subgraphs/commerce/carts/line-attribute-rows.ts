import type { Localized } from '../texts/localized.ts';

/** A text that buyers may give for a product, or must. */
export interface PersonalizationRow {
  key: string;
  label: string;
  maxLength: number;
  allowedCharacters: string | null;
  isRequired: boolean;
}

/** A text that a buyer gave for a line. */
export interface LineAttributeRow extends Localized {
  key: string;
  /** The label of the personalization when the text was given. */
  label: string;
  value: string;
}
