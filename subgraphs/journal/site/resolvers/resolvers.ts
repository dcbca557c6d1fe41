import type {
  BannerResolvers,
  MenuItemResolvers,
  MenuResolvers,
  OrganizationResolvers,
  Resolvers,
  SitemapEntryResolvers,
} from '#generated/journal.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { alternatesOf } from '../../alternates.ts';
import type {
  Banner as BannerRow,
  MenuItem as MenuItemRow,
  Menu as MenuRow,
  Organization as OrganizationRow,
  SitemapEntry as SitemapRow,
} from '../site.ts';
import { organizationData } from '../structured-data.ts';
import { ContentLink, linkedBy } from './ContentLink.ts';
import { Page } from './Page.ts';
import { Series } from './Series.ts';
import { Store, StoreDay, StoreHours } from './Store.ts';
import { translated } from './translated.ts';

const Menu: ResolversOver<MenuRow, MenuResolvers> = {
  title: ({ title, translation }, _, context, info) => translated(context, info, title, translation?.title),
};

const MenuItem: ResolversOver<MenuItemRow, MenuItemResolvers> = {
  title: ({ title, translation }, _, context, info) => translated(context, info, title, translation?.title),
  link: ({ target }, _, context, info) => linkedBy(target, context, info),
};

const Banner: ResolversOver<BannerRow, BannerResolvers> = {
  title: ({ title, translation }, _, context, info) => translated(context, info, title, translation?.title),
  text: ({ text, translation }, _, context, info) => translated(context, info, text, translation?.text),
  label: ({ label, translation }, _, context, info) => translated(context, info, label, translation?.label),
  link: ({ target }, _, context, info) => linkedBy(target, context, info),
};

const SitemapEntry: ResolversOver<SitemapRow, SitemapEntryResolvers> = {
  alternates: ({ type, ...entry }, _, { loaders, siteLoaders, request }, info) => {
    const document = { ...entry, language: 'EN' as const };
    if (type !== 'ARTICLE' && type !== 'PAGE') return [document];
    const loader = type === 'ARTICLE' ? loaders.alternates : siteLoaders.pageAlternates;
    return alternatesOf(document, info, loader, request);
  },
};

const Organization: ResolversOver<OrganizationRow, OrganizationResolvers> = {
  structuredData: (organization) => organizationData(organization),
};

/** The types of what the site shows in addition to articles. */
export const siteResolvers = {
  ...{ Banner, ContentLink, Menu, MenuItem, Organization, Page, Series, SitemapEntry, Store, StoreDay, StoreHours },
} satisfies Resolvers;
