import { setTimeout as sleep } from 'node:timers/promises';
import type { KeySlice } from '#kit/graph/connection.ts';
import type { ContentDraftRow, DraftRow, Drafts, ListPage, UncheckedArticle } from '../content.ts';
import { articleFields, isDraft, isPublished, listed, publishedIdOf, range } from './groq.ts';
import type { RunActions, RunQuery } from './requests.ts';
import { articlePartsOf, type StoredRow } from './rows.ts';

/** Drafts, over queries and actions with a token that can read drafts and write. */
export function createDrafts(run: RunQuery, runActions: RunActions): Omit<Drafts, 'content' | 'previews'> {
  const version = `{${articleFields(true)}}`;
  const isPublishedArticle = `_type == "article" && ${isPublished}`;
  const textOrNull = (field: string) => `select(string(${field}) == ${field} => ${field})`;
  const list = async <Row>(
    { after, limit }: KeySlice,
    types: readonly string[],
    fields: string,
  ): Promise<ListPage<Row>> => {
    const { rows, total } = await run<Omit<ListPage<Row>, 'hasMore'>>(
      listed(
        `_type in ${JSON.stringify(types)} && ${isDraft}`,
        '_updatedAt',
        `"id": ${publishedIdOf()}, ${fields},
          "language": select(_type in ["articleTranslation", "pageTranslation"] && language in ["FR", "JA", "IT"] => language, "EN"),
          "updatedAt": _updatedAt, "isPublished": defined(*[_id == ${publishedIdOf('^.')}][0]._id)`,
      ),
      range({ after: after && [after[0] ?? 0, draftIdOf(String(after[1]))], limit }),
    );
    return { rows: rows.slice(0, limit - 1), total, hasMore: rows.length === limit };
  };
  /** Waits until queries, which may lag behind actions, return the change: the next read must. Ends after a second at the latest. */
  const untilShown = async (id: string, isShown: (revision: string | null) => boolean) => {
    for (let attempt = 0; attempt < 20; attempt += 1) {
      if (isShown(await run<string | null>('*[_id == $id][0]._rev', { id }))) return;
      await sleep(50);
    }
  };
  return {
    list: (page) =>
      list<DraftRow>(
        page,
        ['article', 'articleTranslation'],
        `"articleId": select(_type == "article" => ${publishedIdOf()}, coalesce(article._ref, ${publishedIdOf()})),
          "title": ${textOrNull('title')}, "slug": ${textOrNull('slug.current')}`,
      ),
    contents: (page, types) =>
      list<ContentDraftRow>(
        page,
        types,
        `"type": _type, "title": ${textOrNull('coalesce(title, name)')},
          "handle": ${textOrNull('coalesce(slug.current, handle, path)')}`,
      ),
    state: async (id) => {
      const { draft, published, isSlugTaken } = await run<
        Record<'draft' | 'published', StoredRow | null> & { isSlugTaken: boolean }
      >(
        `{
          "draft": *[_type == "article" && _id == $draftId][0]${version},
          "published": *[${isPublishedArticle} && _id == $id][0]${version},
          "isSlugTaken": count(*[${isPublishedArticle} && _id != $id
            && slug.current == *[_id == $draftId][0].slug.current]) > 0
        }`,
        { id, draftId: draftIdOf(id) },
      );
      return {
        draft: draft && uncheckedArticleOf(draft),
        published: published && uncheckedArticleOf(published),
        isSlugTaken,
      };
    },
    publish: async (id, { draft, published }, publishedAt) => {
      const ids = { draftId: draftIdOf(id), publishedId: id };
      const patch = { set: { publishedAt }, ifRevisionID: draft };
      const reason = await runActions([
        ...(publishedAt ? [{ actionType: 'sanity.action.document.edit' as const, ...ids, patch }] : []),
        {
          actionType: 'sanity.action.document.publish',
          ...ids,
          // The edit checks the draft's revision itself, and creates a new one.
          ...(!publishedAt && { ifDraftRevisionId: draft }),
          ...(published && { ifPublishedRevisionId: published }),
        },
      ]);
      if (reason === null) await untilShown(id, (revision) => revision !== null && revision !== published);
      return reason;
    },
    unpublish: async (id) => {
      const reason = await runActions([
        { actionType: 'sanity.action.document.unpublish', draftId: draftIdOf(id), publishedId: id },
      ]);
      if (reason === null) await untilShown(id, (revision) => revision === null);
      return reason;
    },
  };
}

function uncheckedArticleOf(row: StoredRow): UncheckedArticle {
  const { id, revision, title, slug, mood, publishedAt } = row;
  const updatedAt = String(row.updatedAt);
  return { id, revision, title, slug, mood, publishedAt, updatedAt, ...articlePartsOf(row) };
}

function draftIdOf(id: string): string {
  return `drafts.${id}`;
}
