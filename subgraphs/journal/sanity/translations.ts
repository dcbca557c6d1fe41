import { z } from 'zod';
import type { Language } from '#kit/graph/languages/language.ts';
import type { Alternates } from '../alternates.ts';
import { hasText, isFilled } from './completeness.ts';
import { text } from './groq.ts';
import type { RunQuery } from './requests.ts';
import { type DocumentShape, words } from './site/rows.ts';

/** The condition for complete translations of articles. Those of an article that is not shown are never read. */
const isComplete = `language in ["FR", "JA", "IT"] && ${isFilled('title')} && ${isFilled('slug.current')} && count(narrative) > 0`;

/** What a translation needs to be published. The language, too, is shown in the list of drafts. */
export const articleTranslationShape = translationShape('article');
export const pageTranslationShape = translationShape('page');

function translationShape(of: 'article' | 'page'): DocumentShape {
  const language = z.enum(['FR', 'JA', 'IT'] satisfies Language[]);
  return {
    fields: `"${of}": ${of}._ref, title, "slug": slug.current, "narrative": count(narrative)`,
    shape: z.object({ [of]: z.string(), language, title: words, slug: words, narrative: z.number().positive() }),
    key: 'slug',
  };
}

/** Of several translations of an article into a language, the first that was created is shown. */
const firstCreated = 'order(_createdAt asc, _id asc)';

/** The translations of the article whose projection contains this. The conditions of the second filter cost more than the first. */
const translations = '*[_type == "articleTranslation" && article._ref == ^._id]';

const pageTranslations = '*[_type == "pageTranslation" && page._ref == ^._id]';

/** The field `translation` of an article; none for English. */
export function articleTranslation(language: Language, withText: boolean): string {
  if (language === 'EN') return '';
  return `, "translation": ${translations}[language == "${language}" && ${isComplete}] | ${firstCreated}[0]{
    title, "slug": slug.current, role, "text": ${withText ? text('narrative') : 'null'}
  }`;
}

/** The field `translation` of an artisan; none for English. */
export function artisanTranslation(language: Language, withText: boolean): string {
  if (language === 'EN') return '';
  return `, "translation": translations[language == "${language}"][0]{
    craft, "text": ${withText ? text('biography') : 'null'}
  }`;
}

/** The articles that `$slugs` find in other languages, with these fields, the first created translation of a slug first. */
export function foundByTranslation(fields: string): string {
  return `*[_type == "articleTranslation" && slug.current in $slugs && defined(article->_id)][${isComplete}] | ${firstCreated}{
    "foundBy": slug.current, "article": article->{_type, ${fields}}
  }`;
}

/** The field `translation` of a page; none for English. */
export function pageTranslation(language: Language, withText: boolean): string {
  if (language === 'EN') return '';
  return `, "translation": ${pageTranslations}[language == "${language}" && ${isComplete}] | ${firstCreated}[0]{
    language, title, "slug": slug.current, description, "text": ${withText ? text('narrative') : 'null'}
  }`;
}

/** The pages that `$slugs` find in other languages, with these fields, the first created translation of a slug first. */
export function pagesFoundByTranslation(fields: string): string {
  return `*[_type == "pageTranslation" && slug.current in $slugs && defined(page->_id)][${isComplete}] | ${firstCreated}{
    "foundBy": slug.current, "page": page->{"type": _type, ${fields}}
  }`;
}

/** The field `translation` of a document, or of a part of it, whose texts are translated by field; none for English. */
export function fieldTranslation(language: Language, ...names: string[]): string {
  return language === 'EN' ? '' : `, "translation": translations[language == "${language}"][0]{${names.join(', ')}}`;
}

/** The slugs of articles or pages in every language in which they are shown, all by one query. */
export async function readAlternates(
  run: RunQuery,
  type: 'article' | 'page',
  ids: readonly string[],
): Promise<Alternates[]> {
  const others = type === 'article' ? translations : pageTranslations;
  const found = await run<{ id: string; slug: unknown; translations: { language: Language; slug: string }[] }[]>(
    `*[_type == "${type}" && _id in $ids]{
      "id": _id, "slug": slug.current,
      "translations": ${others}[${isComplete}] | ${firstCreated}{language, "slug": slug.current}
    }`,
    { ids },
  );
  return found.map(({ id, slug, translations: translated }) => {
    const slugs = new Map<Language, string>();
    if (typeof slug === 'string' && hasText(slug)) slugs.set('EN', slug);
    for (const each of translated) if (!slugs.has(each.language)) slugs.set(each.language, each.slug);
    return { id, slugs };
  });
}
