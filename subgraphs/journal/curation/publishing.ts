import { z } from 'zod';
import type { JournalErrorCode, JournalUserError } from '#generated/journal.ts';
import type { KeySlice } from '#kit/graph/connection.ts';
import { plainTextOf } from '../narrative/narrative.ts';
import type { Article, Listed, Mood } from '../sanity/client.ts';

/** A draft as it stands in the list of drafts. */
export interface DraftRow {
  id: string;
  title: string | null;
  slug: string | null;
  updatedAt: string;
  isPublished: boolean;
}

/** An article as its editors have it: what readers see, and the draft that is to take its place. */
export interface Manuscript {
  draft: Draft | null;
  published: Draft | null;
  /** Whether readers find another article under the draft's slug. */
  isSlugTaken: boolean;
}

/** An article that may lack anything, or hold a value of any type in it. */
export type Draft = { [Field in 'title' | 'slug' | 'mood' | 'publishedAt']: unknown } & { revision: string } & Omit<
    Article,
    'title' | 'slug' | 'mood' | 'publishedAt'
  >;

/** Revisions that a change is based on. */
export interface Revisions {
  draft: string;
  published: string | undefined;
}

/** What curators work on. Rejects as `Journal` does. */
export interface Desk {
  /** The last edited first. */
  drafts(page: KeySlice): Promise<Listed<DraftRow>>;
  manuscript(id: string): Promise<Manuscript>;
  /** Puts the draft, with `publishedAt` where given, in the place of what readers see; or resolves to why Sanity refuses. */
  publish(id: string, revisions: Revisions, publishedAt: string | undefined): Promise<string | null>;
  /** Takes the article from readers and keeps it as a draft; or resolves to why Sanity refuses. */
  unpublish(id: string): Promise<string | null>;
}

/**
 * Publishes the draft of an article and resolves to the article as readers see it from now on; an article without a draft
 * stays as it is. Changes nothing where there are errors: NOT_FOUND, INCOMPLETE or CONFLICT.
 */
export async function publishArticle(
  desk: Desk,
  id: string,
): Promise<{ article: Article | null; userErrors: JournalUserError[] }> {
  const { draft, published, isSlugTaken } = await desk.manuscript(id);
  const article = draft ?? published;
  if (!article) return { article: null, userErrors: [notFound] };
  const faults = faultsIn(article, isSlugTaken);
  if (faults.length > 0) return { article: null, userErrors: faults };
  if (!draft) return { article: article as Article, userErrors: [] };

  const publishedAt = (draft.publishedAt as string | null) ?? new Date().toISOString();
  const revisions = { draft: draft.revision, published: published?.revision };
  const refusal = await desk.publish(id, revisions, draft.publishedAt ? undefined : publishedAt);
  // Queries may lag behind what was written; the revision vouches that readers see what was read here.
  if (refusal === null) return { article: { ...(draft as Article), id, publishedAt }, userErrors: [] };

  const found = await desk.manuscript(id);
  const isSame = found.draft?.revision === revisions.draft && found.published?.revision === revisions.published;
  return { article: null, userErrors: [isSame ? error('INCOMPLETE', refusal) : conflict] };
}

/**
 * Takes an article from readers and resolves to its id; one that they do not see stays as it is. Changes nothing where
 * there are errors: NOT_FOUND or CONFLICT.
 */
export async function unpublishArticle(
  desk: Desk,
  id: string,
): Promise<{ unpublishedId: string | null; userErrors: JournalUserError[] }> {
  const { draft, published } = await desk.manuscript(id);
  if (!draft && !published) return { unpublishedId: null, userErrors: [notFound] };
  const refusal = published ? await desk.unpublish(id) : null;
  return refusal === null ? { unpublishedId: id, userErrors: [] } : { unpublishedId: null, userErrors: [conflict] };
}

/** Sanity reads no instant without seconds. */
const instant = z.iso
  .datetime({ offset: true })
  .regex(/T\d\d:\d\d:\d\d/)
  .nullable();
const moods: readonly unknown[] = ['OBSIDIAN', 'CHROME', 'PAPER'] satisfies Mood[];

const notFound = error('NOT_FOUND', 'There is no such article.', 'id');
const conflict = error('CONFLICT', 'Somebody changed the article meanwhile; look at it again.');

function faultsIn(draft: Draft, isSlugTaken: boolean): JournalUserError[] {
  const { title, slug, mood, author, publishedAt, text } = draft;
  const rules: [field: string, holds: boolean, message: string][] = [
    ['title', isFilled(title), 'The article has no title.'],
    ['slug', isFilled(slug), 'The article has no slug.'],
    ['slug', !isFilled(slug) || !isSlugTaken, 'Another published article has this slug.'],
    ['mood', moods.includes(mood), 'The article has no mood.'],
    ['author', isFilled(author?.name), 'The article has no author.'],
    ['publishedAt', instant.safeParse(publishedAt).success, 'The date of publication is not an instant (RFC 3339).'],
    ['narrative', isFilled(plainTextOf(text ?? [])), 'The article has no text.'],
  ];
  return rules.filter(([, holds]) => !holds).map(([field, , message]) => error('INCOMPLETE', message, field));
}

function isFilled(text: unknown): boolean {
  return typeof text === 'string' && text.trim() !== '';
}

function error(code: JournalErrorCode, message: string, field?: string): JournalUserError {
  return { code, message, field: field === undefined ? null : [field] };
}
