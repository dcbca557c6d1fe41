import type {
  BannerResolvers,
  MenuItemResolvers,
  MenuResolvers,
  OrganizationResolvers,
  Resolvers,
} from '#generated/journal.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type {
  Banner as BannerRow,
  MenuItem as MenuItemRow,
  Menu as MenuRow,
  Organization as OrganizationRow,
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

const Organization: ResolversOver<OrganizationRow, OrganizationResolvers> = {
  structuredData: (organization) => organizationData(organization),
};

/** The types of what the site shows in addition to articles. */
export const siteResolvers = {
  ...{ Banner, ContentLink, Menu, MenuItem, Organization, Page, Series, Store, StoreDay, StoreHours },
} satisfies Resolvers;
