import type { OptionValueRow, Picture, SeoRow } from '../../products/presentation-rows.ts';
import type { ProductRow } from '../../rows.ts';
import type { Localized } from '../../texts/localized.ts';
import { nameOfPicture } from '../products/pictures.ts';
import { beginningOf } from '../products/seo.ts';
import { localize, type Translated } from './translated.ts';

/** The text that a field has where the editors wrote none: in English, and in the language. */
interface Derived {
  english: string | null;
  text: string | null;
  /** Whether `text` is in English, too. */
  isInEnglish: boolean;
}

/** What a page shows: its name and description in English. */
interface EnglishPage {
  name: string;
  description: string | null;
}

/** The same in the language. */
interface LocalPage extends EnglishPage, Localized {
  image: Picture | null;
  seo: SeoRow;
}

/** Gives the pictures and videos of a product, and its description for search engines, their texts in the language. */
export function localizeMedia(row: ProductRow, from: Translated, english: EnglishPage): void {
  const derived = (index: number): Derived => ({
    english: nameOfPicture(english.name, index),
    text: nameOfPicture(row.title, index),
    isInEnglish: row.inEnglish?.includes('title') ?? false,
  });
  for (const [index, picture] of row.images.entries()) localizePicture(picture, from, derived(index));
  const { thumbnail } = row;
  if (thumbnail && !row.images.includes(thumbnail)) localizePicture(thumbnail, from, derived(0));
  const byUrl = new Map(row.images.map((picture) => [picture.url, picture]));
  for (const item of row.allMedia) {
    if (item.kind === 'Image') Object.assign(item, byUrl.get(item.url));
    if (item.kind !== 'Video') continue;
    localize(item, { texts: { altText: termOf(from, item.altText) } }, { altText: 'altText' });
    localizePicture(item.poster, from);
  }
  localizeSeo(row, row.title, thumbnail ?? row.images[0] ?? null, from, english);
}

/** Gives the picture of a collection or category, and its description for search engines, their texts in the language. */
export function localizePage(row: Omit<LocalPage, 'name'>, name: string, from: Translated, english: EnglishPage): void {
  const isInEnglish = row.inEnglish?.some((field) => ['title', 'name'].includes(field)) ?? false;
  localizePicture(row.image, from, { english: english.name, text: name, isInEnglish });
  localizeSeo(row, name, row.image, from, english);
}

/** Gives the picture of an option value its text. Where it has none of its own, that is the name of the value. */
export function localizeSwatch(value: OptionValueRow & Localized, from: Translated, english: string): void {
  localizePicture(value.swatch?.image, from, {
    english,
    text: value.name,
    isInEnglish: value.inEnglish?.includes('name') ?? false,
  });
}

function localizePicture(picture: Picture | null | undefined, from: Translated, derived?: Derived): void {
  if (picture) localizeText(picture, 'altText', from, derived);
}

function localizeSeo(
  { seo, description, inEnglish = [] }: Pick<LocalPage, 'seo' | 'description' | 'inEnglish'>,
  name: string,
  image: Picture | null,
  from: Translated,
  english: EnglishPage,
): void {
  const derived = {
    title: {
      english: english.name,
      text: name,
      isInEnglish: inEnglish.some((field) => ['title', 'name'].includes(field)),
    },
    description: {
      english: english.description && beginningOf(english.description),
      text: description && beginningOf(description),
      isInEnglish: inEnglish.includes('description'),
    },
  };
  localizeText(seo, 'title', from, derived.title);
  localizeText(seo, 'description', from, derived.description);
  if (seo.image !== image) localizePicture(seo.image, from, derived.title);
}

/** A text that is derived follows what it is derived from; another one is translated by the terms of the object. */
function localizeText<Field extends string>(
  row: Record<Field, string | null> & Localized,
  field: Field,
  from: Translated,
  derived?: Derived,
): void {
  if (derived && row[field] === derived.english) {
    Object.assign(row, { [field]: derived.text });
    if (derived.isInEnglish) row.inEnglish = [...(row.inEnglish ?? []), field];
  } else {
    localize<Record<string, unknown>>(row, { texts: { [field]: termOf(from, row[field]) } }, { [field]: field });
  }
}

/**
 * The translation of an English text in the metadata of an object. Such texts have no names: they are found by the English text, in
 * `terms` of the object's translation.
 */
function termOf({ texts }: Translated, english: string | null): unknown {
  const terms = texts?.terms;
  const isKnown = english !== null && typeof terms === 'object' && terms !== null && Object.hasOwn(terms, english);
  return isKnown ? (terms as Record<string, unknown>)[english] : undefined;
}
