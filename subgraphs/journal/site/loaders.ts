import DataLoader from 'dataloader';
import { byId, listBy } from '#kit/graph/loader.ts';
import { orPartial } from '#kit/graph/server/partial.ts';
import type { SubgraphRequest } from '#kit/graph/server/subgraph.ts';
import type { Alternates } from '../alternates.ts';
import { relatedTo } from './related.ts';
import type { Links, Menu, Organization, Page, Series, SiteContent, Store } from './site.ts';

export type SiteLoaders = ReturnType<typeof createSiteLoaders>;

/** Loaders for one request: all keys that are requested within one tick become one query. */
export function createSiteLoaders(site: SiteContent, request: Pick<SubgraphRequest, 'lost'>) {
  const seriesOfArticle = listBy<{ articleId: string; series: Series }>(
    async (ids) => {
      const all = await site.seriesOf(ids);
      return all.flatMap((series) => series.articleIds.map((articleId) => ({ articleId, series })));
    },
    ({ articleId }) => articleId,
  );
  const seriesOf = async (id: string) => (await seriesOfArticle.load(id)).map(({ series }) => series);
  let company: Promise<Organization | null> | undefined;
  let publisher: Promise<Organization | null> | undefined;
  const organization = () => {
    company ??= site.organization();
    return company;
  };
  return {
    /** The company, which is read once. */
    organization,
    /** The company as the publisher of a document; also null where it cannot be read, which must not cost the document. */
    publisher: () => {
      publisher ??= orPartial(request, 'publisher', organization, null);
      return publisher;
    },
    pageById: pageLoader(site.pagesById, ({ id }) => id),
    pageBySlug: pageLoader<Page & { foundBy: string }>(site.pagesBySlug, ({ foundBy }) => foundBy),
    pageAlternates: byId<Alternates>(site.pageAlternates, ({ id }) => id),
    menuByHandle: byId<Menu>(site.menusByHandle, ({ handle }) => handle),
    storeById: byId<Store>(site.storesById, ({ id }) => id),
    storeBySlug: byId<Store>(site.storesBySlug, ({ slug }) => slug),
    seriesById: byId<Series>(site.seriesById, ({ id }) => id),
    seriesBySlug: byId<Series>(site.seriesBySlug, ({ slug }) => slug),
    /** The series with an article, by title. */
    seriesOf,
    /** The ids of the articles that are related to one, the closest first. */
    relatedTo: new DataLoader<Links, string[], string>(
      async (articles) => {
        const [candidates, series] = await Promise.all([
          site.sharing(
            articles.flatMap(({ productIds }) => productIds),
            articles.flatMap(({ artisanIds }) => artisanIds),
          ),
          Promise.all(articles.map(({ id }) => seriesOf(id))),
        ]);
        return articles.map((article, index) => relatedTo(article, candidates, series[index] ?? []));
      },
      { cacheKeyFn: ({ id }) => id, maxBatchSize: 100 },
    ),
  };
}

/** Two caches: pages that were loaded without text must not be returned to callers that select it. */
function pageLoader<Row extends Page>(
  fetch: (keys: string[], withText: boolean) => Promise<Row[]>,
  keyOf: (page: Row) => string,
): (key: string, withText: boolean) => Promise<Page | null> {
  const withoutText = byId((keys) => fetch(keys, false), keyOf);
  const complete = byId((keys) => fetch(keys, true), keyOf);
  return (key, withText) => (withText ? complete : withoutText).load(key);
}
