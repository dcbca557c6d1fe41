import { z } from 'zod';
import type { Language } from '#kit/graph/languages/language.ts';
import type { Alternates } from '../content.ts';
import { hasText, isFilled } from './completeness.ts';
import { text } from './groq.ts';
import type { RunQuery } from './requests.ts';
import { type DocumentShape, words } from './site/rows.ts';

/** The condition for complete translations of articles. Those of an article that is not shown are never read. */
const isComplete = `language in ["FR", "JA", "IT"] && ${isFilled('title')} && ${isFilled('slug.current')} && count(narrative) > 0`;

/** What a translation needs to be published. The language, too, is shown in the list of drafts. */
export const articleTranslationShape: DocumentShape = {
  fields: '"article": article._ref, title, "slug": slug.current, "narrative": count(narrative)',
  shape: z.object({
    article: z.string(),
    language: z.enum(['FR', 'JA', 'IT'] satisfies Language[]),
    title: words,
    slug: words,
    narrative: z.number().positive(),
  }),
  key: 'slug',
};

/** Of several translations of an article into a language, the first that was created is shown. */
const firstCreated = 'order(_createdAt asc, _id asc)';

/** The translations of the article whose projection contains this. The conditions of the second filter cost more than the first. */
const translations = '*[_type == "articleTranslation" && article._ref == ^._id]';

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
  return `*[_type == "articleTranslation" && slug.current in $slugs][${isComplete}] | ${firstCreated}{
    "foundBy": slug.current, "article": article->{_type, ${fields}}
  }`;
}

/** The slugs of articles in every language in which they are shown, all by one query. */
export async function readAlternates(run: RunQuery, ids: readonly string[]): Promise<Alternates[]> {
  const found = await run<{ id: string; slug: unknown; translations: { language: Language; slug: string }[] }[]>(
    `*[_type == "article" && _id in $ids]{
      "id": _id, "slug": slug.current,
      "translations": ${translations}[${isComplete}] | ${firstCreated}{language, "slug": slug.current}
    }`,
    { ids },
  );
  return found.map(({ id, slug, translations: others }) => {
    const slugs = new Map<Language, string>();
    if (typeof slug === 'string' && hasText(slug)) slugs.set('EN', slug);
    for (const each of others) if (!slugs.has(each.language)) slugs.set(each.language, each.slug);
    return { id, slugs };
  });
}
