import { z } from 'zod';
import type { Language } from '#kit/graph/languages/language.ts';
import type { Links, Series, SiteContent } from '../../site/site.ts';
import { currentTime, isShownArticle } from '../completeness.ts';
import { linkedArtisans, linkedProducts, productIds } from '../groq.ts';
import type { Reports } from '../reports.ts';
import type { RunQuery } from '../requests.ts';
import { fieldTranslation } from '../translations.ts';
import {
  base,
  type DocumentShape,
  listOf,
  optionalWords,
  type SiteRow,
  shownRows,
  siteFields,
  translationOf,
  words,
} from './rows.ts';

const series: z.ZodType<Series> = z.object({
  ...base,
  slug: words,
  title: words,
  description: optionalWords,
  articleIds: listOf(z.string(), 500).transform((ids) => [...new Set(ids)]),
  translation: translationOf('title', 'description'),
});

const links: z.ZodType<Links> = z.object({
  id: z.string(),
  publishedAt: z.string(),
  productIds: listOf(z.string(), 1_000),
  artisanIds: listOf(z.string(), 1_000),
});

const fields = '"slug": slug.current, title, description, "articleIds": articles[]._ref';

/** What a series needs to be published. */
export const seriesShape: DocumentShape = { fields, shape: series, key: 'slug' };

/** Reads series of articles, and what articles have in common. */
export function createSeries(
  run: RunQuery,
  reports: Reports,
  language: Language,
): Pick<SiteContent, 'seriesById' | 'seriesBySlug' | 'seriesOf' | 'sharing'> {
  const translated = fieldTranslation(language, 'title', 'description');
  const read = async (filter: string, params: Record<string, unknown>) => {
    const query = `*[_type == "series" && ${filter}] | order(title asc, _id asc)[0...1000]{${siteFields}, ${fields}${translated}}`;
    return shownRows(await run<SiteRow[]>(query, params), series, reports);
  };
  return {
    seriesById: (ids) => read('_id in $ids', { ids }),
    seriesBySlug: async (slugs) => (await read('slug.current in $slugs', { slugs })).reverse(),
    seriesOf: (articleIds) => read('array::intersects(articles[]._ref, $articleIds)', { articleIds }),
    sharing: async (products, artisans) => {
      if (products.length + artisans.length === 0) return [];
      const shares = `(array::intersects(${linkedProducts}, $products) || array::intersects(${linkedArtisans}, $artisans))`;
      const query = `*[${isShownArticle} && ${shares}] | order(dateTime(publishedAt) desc, _id asc)[0...500]{
        "id": _id, "revision": _rev, publishedAt, "productIds": ${productIds},
        "artisanIds": array::unique(array::compact(coalesce(${linkedArtisans}, [])))}`;
      return shownRows(await run<SiteRow[]>(query, { products, artisans, now: currentTime() }), links, reports);
    },
  };
}
