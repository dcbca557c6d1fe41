import type { CatalogueSitemapEntryResolvers } from '#generated/commerce.ts';
import { languages } from '#kit/graph/languages/language.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { alternatesOf } from '../../texts/localized.ts';
import type { SitemapRow } from './sitemap.ts';

/** A page of the shop in a site map. */
export const CatalogueSitemapEntry: ResolversOver<SitemapRow, CatalogueSitemapEntryResolvers> = {
  alternates: (entry) => alternatesOf(entry, languages),
};
