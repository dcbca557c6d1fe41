import { z } from 'zod';
import type { Language } from '#kit/graph/languages/language.ts';
import type { Article, Drafts, Mood, PreviewedContent } from '../content.ts';
import type { Page, PageKind } from '../site/site.ts';
import { articleFields } from './groq.ts';
import { careGuideFields, draftOfCareGuide } from './guides/care-guides.ts';
import { draftOfSizeGuide, sizeGuideFields } from './guides/size-guides.ts';
import { narrativeOf } from './portable-text.ts';
import type { RunQuery } from './requests.ts';
import { articlePartsOf, type StoredRow } from './rows.ts';

/** A document of a type that can be previewed; a translation has its article. */
type PreviewRow = StoredRow & {
  type: 'article' | 'articleTranslation' | 'page' | 'pageTranslation' | 'careGuide' | 'sizeGuide';
  article: StoredRow | null;
  page: StoredRow | null;
};

/** Words that are not written yet are empty. */
const words = z.string().catch('');
const optionalWords = z
  .string()
  .min(1)
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);
const mood = z.enum(['OBSIDIAN', 'CHROME', 'PAPER'] satisfies Mood[]).catch('PAPER');
const kind = z.enum(['COMPANY', 'SERVICE', 'LEGAL'] satisfies PageKind[]).catch('SERVICE');
const language = z.enum(['FR', 'JA', 'IT'] satisfies Language[]).catch('FR');
const instant = z.string().refine((value) => !Number.isNaN(Date.parse(value)));

/** Reads documents as they would be after their drafts were published. `run` sees drafts in the place of published versions. */
export function createPreviews(run: RunQuery, language: Language): Pick<Drafts, 'previews'> {
  return {
    previews: async (ids) => {
      const rows = await run<PreviewRow[]>(
        `*[_id in $ids && _type in ["article", "articleTranslation", "page", "pageTranslation", "careGuide", "sizeGuide"]]{
          "type": _type, language, role, kind, description, ${articleFields(true)},
          "article": select(_type == "articleTranslation" => article->{${articleFields(true)}}),
          "page": select(_type == "pageTranslation" => page->{"id": _id, kind, description}),
          _type == "careGuide" => {${careGuideFields(language)}},
          _type == "sizeGuide" => {${sizeGuideFields(language)}}
        }`,
        { ids },
      );
      return rows.flatMap((row) => {
        const content = contentOf(row);
        return content ? [{ id: row.id, content }] : [];
      });
    },
  };
}

function contentOf(row: PreviewRow): PreviewedContent | null {
  switch (row.type) {
    case 'article':
      return { ...articleOf(row), __typename: 'Article' };
    case 'articleTranslation':
      return row.article && { ...translatedOf(articleOf(row.article), row), __typename: 'Article' };
    case 'careGuide':
      return { ...draftOfCareGuide(row), __typename: 'CareGuide' };
    case 'sizeGuide':
      return { ...draftOfSizeGuide(row), __typename: 'SizeGuide' };
    case 'page':
      return { ...pageOf(row, row), language: 'EN', __typename: 'Page' };
    case 'pageTranslation':
      return row.page && { ...pageOf(row, row.page), language: language.parse(row.language), __typename: 'Page' };
  }
}

/** The texts of one row, and what does not depend on the language of another. */
function pageOf(texts: StoredRow, { id, kind: stored, description }: StoredRow): Omit<Page, 'language'> {
  return {
    ...{ id, kind: kind.parse(stored), updatedAt: String(texts.updatedAt), text: narrativeOf(texts.text) },
    ...{ title: words.parse(texts.title), slug: words.parse(texts.slug) },
    description: optionalWords.parse(texts.description) ?? optionalWords.parse(description),
  };
}

/** What a page needs has a default value where it is missing, so that editors can see an unfinished article. */
function articleOf(row: StoredRow): Article {
  const updatedAt = String(row.updatedAt);
  return {
    ...{ id: row.id, language: 'EN', title: words.parse(row.title), slug: words.parse(row.slug) },
    ...{ mood: mood.parse(row.mood), publishedAt: instant.catch(updatedAt).parse(row.publishedAt), updatedAt },
    ...articlePartsOf(row),
  };
}

function translatedOf(article: Article, row: PreviewRow): Article {
  const role = optionalWords.parse(row.role) ?? article.author?.role ?? null;
  return {
    ...article,
    ...{ language: language.parse(row.language), title: words.parse(row.title), slug: words.parse(row.slug) },
    author: article.author && { ...article.author, role },
    ...{ updatedAt: String(row.updatedAt), text: narrativeOf(row.text) },
  };
}
