import type { Language } from '#kit/graph/languages/language.ts';
import type { FocalPoint } from '#kit/graph/pictures/addresses.ts';

/** A picture, for a page. */
export interface Picture {
  url: string;
  altText: string | null;
  /** The text in other languages; undefined for a picture within a text, whose text is in the language of that. */
  altTexts?: Partial<Record<Language, string>>;
  width: number | null;
  height: number | null;
  /** In Base64. */
  thumbhash?: string | null;
  /** Fractions of the sides, after the crop. */
  focalPoint?: FocalPoint | null;
}
