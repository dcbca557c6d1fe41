import type { QueryResolvers } from '#generated/journal.ts';
import { compareNames } from '#kit/graph/collation.ts';
import {
  type Connection,
  connectionWithin,
  type ListName,
  type PageArguments,
  readKeyPage,
} from '#kit/graph/connection.ts';
import { badInput } from '#kit/graph/errors.ts';
import { selectsText } from '../../selection.ts';
import { distanceOf, readPoint } from '../distance.ts';
import { followed, pathOf } from '../redirects.ts';
import type { Redirect } from '../site.ts';

type Field =
  | 'banners'
  | 'contentSitemap'
  | 'menu'
  | 'organization'
  | 'page'
  | 'pages'
  | 'redirect'
  | 'redirects'
  | 'series'
  | 'store'
  | 'stores';

/** The root fields of what the site shows in addition to articles. */
export const siteQueries: Pick<Required<QueryResolvers>, Field> = {
  contentSitemap: (_, args, { site }) =>
    listed(['Query.contentSitemap'], { ...args, first: args.first ?? 100 }, () => site.sitemap()),
  page: (_, { slug }, { siteLoaders }, info) => siteLoaders.pageBySlug(slug, selectsText(info)),
  pages: async (_, { kind, ...args }, { site }) => listed(['Query.pages', kind], args, () => site.pages(kind ?? null)),
  menu: (_, { handle }, { siteLoaders }) => siteLoaders.menuByHandle.load(handle),
  organization: (_, __, { siteLoaders }) => siteLoaders.organization(),
  banners: (_, { placement }, { site }) => site.banners(placement, new Date().toISOString()),
  store: (_, { slug }, { siteLoaders }) => siteLoaders.storeBySlug.load(slug),
  stores: async (_, { near, countryCode, ...args }, { site }) => {
    const from = near ? readPoint(near, 'near') : null;
    const read = async () =>
      (await site.stores())
        .filter(({ address }) => !countryCode || address.countryCode === countryCode)
        .map((store) => ({ ...store, kilometres: from && distanceOf(from, store.coordinates) }))
        .sort(
          (a, b) => (a.kilometres ?? 0) - (b.kilometres ?? 0) || compareNames(a.name, b.name) || (a.id < b.id ? -1 : 1),
        );
    const page = await listed(['Query.stores', from, countryCode], args, read);
    return { ...page, edges: page.edges.map((edge) => ({ ...edge, distance: edge.node.kilometres })) };
  },
  redirect: async (_, { path: text }, { site }) => {
    const path = pathOf(text);
    if (path === null) throw badInput('`path` must be a path of the site, such as `/stories`.', 'path');
    const byPath = byPathOf(await site.redirectsFrom(path));
    const first = byPath.get(path);
    return first ? followed(first, (next) => byPath.get(next)) : null;
  },
  redirects: (_, args, { site }) =>
    listed(['Query.redirects'], args, async () => {
      const all = await site.redirects();
      const byPath = byPathOf(all);
      return all.flatMap((redirect) => followed(redirect, (next) => byPath.get(next)) ?? []);
    }),
  series: (_, { slug }, { siteLoaders }) => siteLoaders.seriesBySlug.load(slug),
};

/** A page of a list in memory, whose arguments are checked before it is read. */
async function listed<Row extends { id: string }>(
  name: ListName,
  args: PageArguments,
  read: () => Promise<Row[]>,
): Promise<Connection<Row>> {
  readKeyPage(name, args, ['count', 'text']);
  return connectionWithin(await read(), name, args);
}

function byPathOf(redirects: Redirect[]): Map<string, Redirect> {
  return new Map(redirects.map((redirect) => [redirect.path, redirect]));
}
