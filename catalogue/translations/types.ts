import type { Block } from '../blocks.ts';
import type { GuideTexts } from '../guides/types.ts';

/** The languages other than English in which the sample catalogue is written. */
export const translationLanguages = ['FR', 'JA', 'IT'] as const;
export type TranslationLanguage = (typeof translationLanguages)[number];

/** The texts of a product in one language. */
export interface ProductTexts {
  /** The last part of the address of its page, unique among the products of all languages. */
  handle: string;
  title: string;
  subtitle: string;
  description: string;
}

/** The texts of a collection in one language. */
export interface CollectionTexts {
  handle: string;
  title: string;
  description: string;
}

/** The texts of a category in one language. */
export interface CategoryTexts {
  handle: string;
  name: string;
  description: string;
}

/** The texts of a material in one language, and the names of its certifications where they are translated. */
export interface MaterialTexts {
  name: string;
  description: string;
  certifications?: Record<`cert_${string}`, string>;
}

/** The texts of an artisan in one language; the name stays. */
export interface ArtisanTexts {
  craft: string;
  biography: Block[];
}

/** The texts of an article in one language; blocks of products and the links in texts stay. */
export interface ArticleTexts {
  slug: string;
  title: string;
  /** The role of its author. */
  role: string;
  narrative: Block[];
}

/** The texts of a page in one language. */
export interface PageTexts {
  slug: string;
  title: string;
  description: string;
  narrative: Block[];
}

/** What the site shows in addition to the journal, in one language. */
export interface SiteTexts {
  pages: Record<`page_${string}`, PageTexts>;
  /** English → translated: the titles of menus and of their items. */
  menus: Record<string, string>;
  banners: Record<`banner_${string}`, { title: string; text: string; label: string }>;
  stores: Record<`store_${string}`, { name: string; description: string }>;
  /** English → translated: the reasons of special days. */
  notes: Record<string, string>;
  series: Record<`series_${string}`, { title: string; description: string }>;
}

/** What pictures show, made of names in the language. */
export interface PictureTexts {
  /** A product, seen whole. */
  whole(title: string): string;
  /** A part of a product. */
  detail(title: string): string;
  /** A product in one of its colours. */
  inColour(title: string, colour: string): string;
  /** Several products of a collection or category; `list` names them. */
  cover(name: string, list: string): string;
  /** The picture of an article. */
  plate(title: string): string;
  /** The picture of a person. */
  portrait(name: string): string;
}

/** The sample catalogue in one language. */
export interface Texts {
  products: Record<`prod_${string}`, ProductTexts>;
  collections: Record<`pcol_${string}`, CollectionTexts>;
  categories: Record<`pcat_${string}`, CategoryTexts>;
  materials: Record<`mat_${string}`, MaterialTexts>;
  artisans: Record<`arti_${string}`, ArtisanTexts>;
  articles: Record<`art_${string}`, ArticleTexts>;
  site: SiteTexts;
  guides: GuideTexts;
  /** English → translated: names of options, values of options, labels of personalizations, reasons of restrictions, tags. */
  terms: Record<string, string>;
  /** English → translated: names and descriptions of ways of delivery, and names of regions. */
  delivery: Record<string, string>;
  pictures: PictureTexts;
  /** English → translated: the places of making. */
  places: Record<string, string>;
}
