import { z } from 'zod';
import type { JournalUserError } from '#generated/journal.ts';
import { type Refusal, type Result, refuseIfAny } from '#kit/graph/result.ts';
import type { Article, Drafts, Mood, UncheckedArticle } from '../content.ts';
import { plainTextOf } from '../narrative/narrative.ts';
import { error, refusalOf } from './refusals.ts';

/**
 * Publishes the draft of an article and resolves to the published article. An article without a draft stays unchanged. Refuses
 * with NOT_FOUND, INCOMPLETE or CONFLICT.
 */
export async function publishArticle(drafts: Drafts, id: string): Promise<Result<Article, JournalUserError>> {
  const { draft, published, isSlugTaken } = await drafts.state(id);
  const article = draft ?? published;
  if (!article) return notFound;
  const refusal = refuseIfAny(errorsIn(article, isSlugTaken));
  if (refusal) return refusal;
  if (!draft) return { ...(article as Omit<Article, 'language'>), language: 'EN' };

  const publishedAt = (draft.publishedAt as string | null) ?? new Date().toISOString();
  const revisions = { draft: draft.revision, published: published?.revision };
  const reason = await drafts.publish(id, revisions, draft.publishedAt ? undefined : publishedAt);
  // Queries may lag behind writes. The revision guarantees that the published version is the one that was read here.
  if (reason === null) return { ...(draft as Omit<Article, 'language'>), id, publishedAt, language: 'EN' };
  return refusalOf('INCOMPLETE', reason, { draft, published }, await drafts.state(id), conflict);
}

/**
 * Unpublishes an article, keeps it as a draft, and resolves to its id. An article that is not published stays unchanged. Refuses
 * with NOT_FOUND or CONFLICT.
 */
export async function unpublishArticle(drafts: Drafts, id: string): Promise<Result<string, JournalUserError>> {
  const { draft, published } = await drafts.state(id);
  if (!draft && !published) return notFound;
  const reason = published ? await drafts.unpublish(id) : null;
  if (reason === null) return id;
  return refusalOf('CONFLICT', reason, { published }, await drafts.state(id), conflict);
}

/** The content lake rejects instants without seconds. */
const instant = z.iso
  .datetime({ offset: true })
  .regex(/T\d\d:\d\d:\d\d/)
  .nullable();
const moods: readonly unknown[] = ['OBSIDIAN', 'CHROME', 'PAPER'] satisfies Mood[];

const notFound: Refusal<JournalUserError> = { userErrors: [error('NOT_FOUND', 'There is no such article.', 'id')] };
const conflict: Refusal<JournalUserError> = {
  userErrors: [error('CONFLICT', 'Another user changed the article at the same time. Read it again.')],
};

function errorsIn(article: UncheckedArticle, isSlugTaken: boolean): JournalUserError[] {
  const { title, slug, mood, author, publishedAt, text } = article;
  const rules: [field: string, isMet: boolean, message: string][] = [
    ['title', isFilled(title), 'The article has no title.'],
    ['slug', isFilled(slug), 'The article has no slug.'],
    ['slug', !isFilled(slug) || !isSlugTaken, 'Another published article has this slug.'],
    ['mood', moods.includes(mood), 'The article has no mood.'],
    ['author', isFilled(author?.name), 'The article has no author.'],
    ['publishedAt', instant.safeParse(publishedAt).success, 'The date of publication is not an instant (RFC 3339).'],
    ['narrative', isFilled(plainTextOf(text ?? [])), 'The article has no text.'],
  ];
  return rules.filter(([, isMet]) => !isMet).map(([field, , message]) => error('INCOMPLETE', message, field));
}

function isFilled(text: unknown): boolean {
  return typeof text === 'string' && text.trim() !== '';
}
