import type { JournalUserError } from '#generated/journal.ts';
import { isRefused, type Result } from '#kit/graph/result.ts';
import type { Article, Drafts } from '../content.ts';
import { publishContent, unpublishContent } from './content-publishing.ts';
import { publishArticle, unpublishArticle } from './publishing.ts';

/** Publishes the draft of an article or of its translation, and resolves to the article, in the language of the draft. Refuses as `publishArticle`. */
export async function publishVersion(drafts: Drafts, id: string): Promise<Result<Article, JournalUserError>> {
  if (!(await isTranslation(drafts, id))) return publishArticle(drafts, id);
  const result = await publishContent(drafts, id);
  if (isRefused(result)) return result;
  const [preview] = await drafts.previews([id]);
  if (preview?.content.__typename !== 'Article') throw new Error(`The translation ${id} belongs to no article.`);
  return preview.content;
}

/** Unpublishes an article or a translation, and resolves to its stored id. Refuses as `unpublishArticle`. */
export async function unpublishVersion(drafts: Drafts, id: string): Promise<Result<string, JournalUserError>> {
  if (!(await isTranslation(drafts, id))) return unpublishArticle(drafts, id);
  const result = await unpublishContent(drafts, id);
  return isRefused(result) ? result : result.id;
}

async function isTranslation(drafts: Drafts, id: string): Promise<boolean> {
  return (await drafts.content(id))?.type === 'articleTranslation';
}
