import type { KeySlice } from '#kit/graph/connection.ts';
import type { Language } from '#kit/graph/languages/language.ts';
import type { Alternates } from './alternates.ts';
import type { CareGuide, SizeGuide } from './guides/guides.ts';
import type { NarrativeText } from './narrative/narrative.ts';
import type { Picture } from './narrative/picture.ts';
import type { Page } from './site/site.ts';

export interface Article {
  id: string;
  /** The language of `slug`, `title`, `text` and the role of the author. */
  language: Language;
  slug: string;
  title: string;
  mood: Mood;
  publishedAt: string;
  /** The last edit. */
  updatedAt: string;
  author: { name: string; role: string | null } | null;
  heroImage: Picture | null;
  productIds: string[];
  artisanIds: string[];
  /** The narrative; null if it was not requested. */
  text: NarrativeText | null;
}

export type Mood = 'OBSIDIAN' | 'CHROME' | 'PAPER';

export interface Artisan {
  id: string;
  /** The language of `craft`, and that of `text`. */
  languages: { craft: Language; text: Language };
  slug: string;
  name: string;
  craft: string;
  atelier: { name: string; city: string | null; countryCode: string | null } | null;
  portrait: Picture | null;
  /** The biography; null if it was not requested. */
  text: NarrativeText | null;
}

/** One page of a list. */
export interface ListPage<Row> {
  rows: Row[];
  /** The length of the whole list; 0 if it was not requested. */
  total: number;
  /** Whether more rows follow. */
  hasMore: boolean;
}

/** A page of the articles that link to a product or an artisan. */
export interface LinkedArticles {
  to: 'product' | 'artisan';
  id: string;
  page: KeySlice;
  withText: boolean;
  /** Whether the length of the whole list is read too. */
  withTotal: boolean;
}

/** A published document, as far as other documents and lists depend on it. */
export interface PublishedDocument {
  id: string;
  type: 'article' | 'artisan' | SiteType;
  revision: string;
  changedAt: string;
  /** These may be missing or have any type. */
  publishedAt: unknown;
  slug: unknown;
  mood: unknown;
  name: unknown;
  productIds: string[];
  artisanIds: string[];
  /** The articles of a series, and the article or page of a translation. */
  articleIds: string[];
  /** Whether readers see it: an article or artisan is complete, a banner within its time. */
  isShown: boolean;
}

/** The types of documents of the site, except for articles and artisans. */
export type SiteType =
  | 'page'
  | 'menu'
  | 'banner'
  | 'store'
  | 'redirect'
  | 'series'
  | 'articleTranslation'
  | 'pageTranslation'
  | 'organization'
  | 'careGuide'
  | 'sizeGuide';

/** All published documents at one instant. */
export interface Snapshot {
  /** The mark of this content: see `PublishedContent.mark`. */
  mark: string;
  at: string;
  documents: PublishedDocument[];
  /** Drafts of articles that are not published. */
  unpublished: { changedAt: string; productIds: string[] }[];
}

/** A group of synonyms. If `finds` is empty, all `words` find each other; otherwise `words` find `finds`, one way. */
export interface SynonymGroup {
  words: string[];
  finds: string[];
  /** The code of the language of the searches, as the editors wrote it; `EN` where they did not. */
  language: string;
}

/** Products that come first in searches for any of the queries, in their order. */
export interface SearchPins {
  queries: string[];
  language: string;
  productIds: string[];
}

/**
 * Published content in one language; what is not translated is in English. Documents without the fields that readers need are left out and logged; articles with a future
 * `publishedAt` are left out. If several documents share a slug, the one published first is used. Rows for ids and slugs are in
 * any order, without those that do not exist, and with their texts if `withText` is true. Every call rejects with
 * BACKEND_UNAVAILABLE or BACKEND_TIMEOUT when the content lake fails.
 */
export interface PublishedContent {
  articlesById(ids: string[], withText: boolean): Promise<Article[]>;
  /** By their slugs in any language: `foundBy` is the one that was asked for. An English slug goes before one of a translation. */
  articlesBySlug(slugs: string[], withText: boolean): Promise<(Article & { foundBy: string })[]>;
  alternates(ids: readonly string[]): Promise<Alternates[]>;
  artisansById(ids: string[], withText: boolean): Promise<Artisan[]>;
  artisansBySlug(slugs: string[], withText: boolean): Promise<Artisan[]>;
  /** The newest first. */
  articles(page: KeySlice, mood: Mood | null, withText: boolean): Promise<ListPage<Article>>;
  /** By name, in the order of `compareNames`. */
  artisans(page: KeySlice, withText: boolean): Promise<ListPage<Artisan>>;
  /** One page for each request, in their order, by a single query; the newest articles first. */
  linkedArticles(requests: readonly LinkedArticles[]): Promise<ListPage<Article>[]>;
  /** A text that differs whenever a document was published, changed or removed, or came into or out of its time. */
  mark(): Promise<string>;
  snapshot(): Promise<Snapshot>;
  /** The editors' synonyms for search, without values that are not text. */
  synonyms(): Promise<SynonymGroup[]>;
  /** The products that are pinned to searches now, without values of other types. */
  pins(): Promise<SearchPins[]>;
  check(): Promise<void>;
}

/** A draft in the list of drafts. */
export interface DraftRow {
  id: string;
  /** The article to which a translation belongs; the same as `id` for the article itself. */
  articleId: string;
  language: Language;
  title: string | null;
  slug: string | null;
  updatedAt: string;
  isPublished: boolean;
}

/** A document that curators publish, in the list of drafts. */
export interface ContentDraftRow {
  id: string;
  type: ContentType;
  language: Language;
  title: string | null;
  /** Its slug, handle or path. */
  handle: string | null;
  updatedAt: string;
  isPublished: boolean;
}

/** The types of documents that curators publish. */
export type ContentType = SiteType | 'article';

/** An article as editors see it: its published version, and the draft that would replace it. */
export interface DraftState {
  draft: UncheckedArticle | null;
  published: UncheckedArticle | null;
  /** Whether another published article has the draft's slug. */
  isSlugTaken: boolean;
}

type RequiredField = 'title' | 'slug' | 'mood' | 'publishedAt';
type Unchecked = Omit<Article, RequiredField | 'language'>;

/** A version of an article whose required fields may be missing or have values of any type. */
export type UncheckedArticle = { [Field in RequiredField]: unknown } & { revision: string } & Unchecked;

/** The revisions that a change is based on. */
export interface Revisions {
  draft: string;
  published: string | undefined;
}

/** A document as it would be after its draft was published, with default values for what is not written yet. */
export type PreviewedContent =
  | (Article & { __typename: 'Article' })
  | (CareGuide & { __typename: 'CareGuide' })
  | (Page & { __typename: 'Page' })
  | (SizeGuide & { __typename: 'SizeGuide' });

/** A version of a document, as far as it can be published. */
export interface ContentVersion {
  revision: string;
  /** The fields that readers need and that are missing or have a value of a wrong type. */
  invalidFields: string[];
  /** The field whose value another published document has too; null for none. */
  takenKey: string | null;
}

/** A document as editors see it. */
export interface ContentState {
  type: SiteType;
  draft: ContentVersion | null;
  published: ContentVersion | null;
}

/** Drafts, and the changes that curators make. Calls reject like those of `PublishedContent`. */
export interface Drafts {
  /** The last edited first. */
  list(page: KeySlice): Promise<ListPage<DraftRow>>;
  /** Drafts of these types, the last edited first. */
  contents(page: KeySlice, types: readonly ContentType[]): Promise<ListPage<ContentDraftRow>>;
  state(id: string): Promise<DraftState>;
  /** A document of another type than article, by its stored id; null when there is none. */
  content(id: string): Promise<ContentState | null>;
  /**
   * The articles, pages and guides of these documents by their stored ids, from their drafts or, without one, as they are published. The
   * document of a translation leads to its article in that language. Without those that do not exist.
   */
  previews(ids: readonly string[]): Promise<{ id: string; content: PreviewedContent }[]>;
  /**
   * Replaces the published version with the draft, and sets `publishedAt` unless it is undefined. Changes nothing and
   * resolves to the reason if the content lake rejects it, for example because a revision has changed; otherwise
   * resolves to null.
   */
  publish(id: string, revisions: Revisions, publishedAt: string | undefined): Promise<string | null>;
  /** Unpublishes the article and keeps it as a draft. Resolves like `publish`. */
  unpublish(id: string): Promise<string | null>;
}
