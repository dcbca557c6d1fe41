import type { Desk, Draft, DraftRow } from '../curation/publishing.ts';
import type { Act, Ask, Listed } from './client.ts';
import { articleFields, isDraft, isPublished, listed, publishedIdOf, range } from './groq.ts';
import { articlePartsOf, type Stored } from './rows.ts';

/** What curators work on, over the queries and actions of a token that sees drafts and may write. */
export function deskOver(ask: Ask, act: Act): Desk {
  const version = `{${articleFields(true)}}`;
  const isPublishedArticle = `_type == "article" && ${isPublished}`;
  const textOrNull = (field: string) => `select(string(${field}) == ${field} => ${field})`;
  return {
    drafts: async ({ after, limit }) => {
      const { rows, total } = await ask<Omit<Listed<DraftRow>, 'hasMore'>>(
        listed(
          `_type == "article" && ${isDraft}`,
          '_updatedAt',
          `"id": ${publishedIdOf()}, "title": ${textOrNull('title')}, "slug": ${textOrNull('slug.current')},
            "updatedAt": _updatedAt, "isPublished": defined(*[_id == ${publishedIdOf('^.')}][0]._id)`,
        ),
        range({ after: after && [after[0] ?? 0, draftIdOf(String(after[1]))], limit }),
      );
      return { rows: rows.slice(0, limit - 1), total, hasMore: rows.length === limit };
    },
    manuscript: async (id) => {
      const { draft, published, isSlugTaken } = await ask<
        Record<'draft' | 'published', Stored | null> & { isSlugTaken: boolean }
      >(
        `{
          "draft": *[_type == "article" && _id == $draftId][0]${version},
          "published": *[${isPublishedArticle} && _id == $id][0]${version},
          "isSlugTaken": count(*[${isPublishedArticle} && _id != $id
            && slug.current == *[_id == $draftId][0].slug.current]) > 0
        }`,
        { id, draftId: draftIdOf(id) },
      );
      return { draft: draft && draftOf(draft), published: published && draftOf(published), isSlugTaken };
    },
    publish: (id, { draft, published }, publishedAt) => {
      const ids = { draftId: draftIdOf(id), publishedId: id };
      const complete = { set: { publishedAt }, ifRevisionID: draft };
      return act([
        ...(publishedAt ? [{ actionType: 'sanity.action.document.edit' as const, ...ids, patch: complete }] : []),
        {
          actionType: 'sanity.action.document.publish',
          ...ids,
          // An edit gives the draft a new revision, and has looked at the old one itself.
          ...(!publishedAt && { ifDraftRevisionId: draft }),
          ...(published && { ifPublishedRevisionId: published }),
        },
      ]);
    },
    unpublish: (id) =>
      act([{ actionType: 'sanity.action.document.unpublish', draftId: draftIdOf(id), publishedId: id }]),
  };
}

function draftOf(row: Stored): Draft {
  const { id, revision, title, slug, mood, publishedAt } = row;
  return { id, revision, title, slug, mood, publishedAt, ...articlePartsOf(row) };
}

function draftIdOf(id: string): string {
  return `drafts.${id}`;
}
