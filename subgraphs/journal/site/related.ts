import type { Links, Series } from './site.ts';

/**
 * The ids of the articles that have most in common with one: those of its series first, then those with the most products and
 * artisans in common, then the newest. `candidates` and `series` may contain others, and the article itself.
 */
export function relatedTo(article: Links, candidates: readonly Links[], series: readonly Series[]): string[] {
  const products = new Set(article.productIds);
  const artisans = new Set(article.artisanIds);
  const companions = series.filter(({ articleIds }) => articleIds.includes(article.id)).flatMap((s) => s.articleIds);
  const scores = new Map(companions.map((id) => [id, seriesWeight]));
  const newest = [...candidates].sort((a, b) => Date.parse(b.publishedAt) - Date.parse(a.publishedAt));
  for (const { id, productIds, artisanIds } of newest) {
    const shared = [...productIds.filter((p) => products.has(p)), ...artisanIds.filter((a) => artisans.has(a))].length;
    if (shared > 0) scores.set(id, (scores.get(id) ?? 0) + shared);
  }
  scores.delete(article.id);
  // The sort is stable: equals stay in the order of the series, then of their age.
  return [...scores].sort(([, a], [, b]) => b - a).map(([id]) => id);
}

/** More than products and artisans can add: an article has few of them. */
const seriesWeight = 1_000;
