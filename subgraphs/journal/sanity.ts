import { ClientError, createClient, type SanityClient } from '@sanity/client';
import { z } from 'zod';
import { type Environment, milliseconds, readConfig } from '#kit/config.ts';
import type { Page } from '#kit/connection.ts';
import { backendError } from '#kit/errors.ts';
import type { Change, Place } from './changes.ts';
import type { NarrativeNode, NarrativeText, Picture } from './narrative.ts';

export interface Article {
  id: string;
  slug: string;
  title: string;
  mood: Mood;
  publishedAt: string;
  author: { name: string; role: string | null } | null;
  heroImage: Picture | null;
  productIds: string[];
  artisanIds: string[];
}

export type Mood = 'OBSIDIAN' | 'CHROME' | 'PAPER';

export interface Artisan {
  id: string;
  slug: string;
  name: string;
  craft: string;
  atelier: { name: string; city: string | null; countryCode: string | null } | null;
  portrait: Picture | null;
}

/** One page of a list, and how long the list is. */
export interface Listed<Row> {
  rows: Row[];
  total: number;
}

/** A page of the articles that name a product or an artisan. */
export interface Mention {
  of: 'product' | 'artisan';
  id: string;
  page: Page;
}

/**
 * What is published in Sanity. Lists of ids and slugs may come back in any order, without those that are not there.
 * Every call rejects with BACKEND_UNAVAILABLE or BACKEND_TIMEOUT when Sanity does not answer.
 */
export interface Journal {
  articlesById(ids: string[]): Promise<Article[]>;
  articlesBySlug(slugs: string[]): Promise<Article[]>;
  artisansById(ids: string[]): Promise<Artisan[]>;
  artisansBySlug(slugs: string[]): Promise<Artisan[]>;
  /** The narratives of articles and the biographies of artisans, by document id. */
  texts(ids: string[]): Promise<{ id: string; text: NarrativeText }[]>;
  /** The newest first. */
  articles(page: Page, mood: Mood | null): Promise<Listed<Article>>;
  /** By name. */
  artisans(page: Page): Promise<Listed<Artisan>>;
  /** One page for each mention, in their order, by a single query; the newest articles first. */
  articlesNaming(mentions: readonly Mention[]): Promise<Listed<Article>[]>;
  /** What changed after a place, oldest first, and the last instant of which nothing more is to come. */
  changes(after: Place, first: number): Promise<{ changes: Change[]; settledAt: string }>;
  check(): Promise<void>;
}

const settings = z.object({
  SANITY_PROJECT_ID: z.string(),
  SANITY_DATASET: z.string().default('production'),
  SANITY_API_VERSION: z.string().default('2025-02-19'),
  SANITY_API_HOST: z.url().optional(),
  SANITY_READ_TOKEN: z.string().optional(),
  SANITY_TIMEOUT_MS: milliseconds(3_000),
});

/** Connects to the project that the environment names; each request asks within its own signal. */
export function connectSanity(env: Environment): { within(signal: AbortSignal): Journal } {
  const config = readConfig('journal subgraph', settings, env);
  const client = (useCdn: boolean) =>
    createClient({
      projectId: config.SANITY_PROJECT_ID,
      dataset: config.SANITY_DATASET,
      apiVersion: config.SANITY_API_VERSION,
      token: config.SANITY_READ_TOKEN,
      // Only Sanity's own cloud has a host for each project and a CDN before it.
      ...(config.SANITY_API_HOST && { apiHost: config.SANITY_API_HOST.replace(/\/$/, ''), useProjectHostname: false }),
      useCdn: useCdn && !config.SANITY_API_HOST,
      perspective: 'published',
      timeout: config.SANITY_TIMEOUT_MS,
      maxRetries: 1,
    });
  const pages = client(true);
  const latest = client(false);
  return { within: (signal) => journalOver(ask(pages, signal), ask(latest, signal)) };
}

type Ask = <Result>(query: string, params?: Record<string, unknown>) => Promise<Result>;

function ask(client: SanityClient, signal: AbortSignal): Ask {
  return async (query, params = {}) => {
    try {
      return await client.fetch(query, params, { signal });
    } catch (error) {
      // A query that Sanity cannot read is a fault of ours, not an outage.
      throw error instanceof ClientError && error.statusCode === 400 ? error : backendError('Sanity', error);
    }
  };
}

function journalOver(ask: Ask, askLatest: Ask): Journal {
  return {
    articlesById: (ids) => ask(`*[_type == "article" && _id in $ids]${articleFields}`, { ids }),
    articlesBySlug: (slugs) => ask(`*[_type == "article" && slug.current in $slugs]${articleFields}`, { slugs }),
    artisansById: (ids) => ask(`*[_type == "artisan" && _id in $ids]${artisanFields}`, { ids }),
    artisansBySlug: (slugs) => ask(`*[_type == "artisan" && slug.current in $slugs]${artisanFields}`, { slugs }),
    async texts(ids) {
      const rows = await ask<{ id: string; nodes: unknown[] | null }[]>(
        `*[_id in $ids]{"id": _id, "nodes": coalesce(narrative, biography)[]{
          ..., _type == "image" => {"image": ${picture('@')}}
        }}`,
        { ids },
      );
      return rows.map(({ id, nodes }) => ({ id, text: (nodes ?? []).filter(isKnown) }));
    },
    articles: (page, mood) =>
      ask(listed(`_type == "article" && ($mood == null || mood == $mood)`, newestFirst, articleFields), {
        mood,
        ...range(page),
      }),
    artisans: (page) => ask(listed('_type == "artisan"', 'name asc, _id asc', artisanFields), range(page)),
    async articlesNaming(mentions) {
      const parts = mentions.map(({ of }, n) => {
        const filter = `_type == "article" && $id${n} in ${of === 'product' ? linkedProducts : linkedArtisans}`;
        return `"n${n}": ${listed(filter, newestFirst, articleFields, String(n))}`;
      });
      const params = mentions.flatMap(({ id, page }, n) => [[`id${n}`, id], ...Object.entries(range(page, String(n)))]);
      const found = await ask<Record<string, Listed<Article>>>(`{${parts.join(',')}}`, Object.fromEntries(params));
      return mentions.map((_, n) => found[`n${n}`] as Listed<Article>);
    },
    changes: ({ at, id }, first) =>
      askLatest(
        `{
          "changes": *[_type == "article" && dateTime(_updatedAt) <= dateTime(now()) - $unsettled
            && (dateTime(_updatedAt) > dateTime($at) || (dateTime(_updatedAt) == dateTime($at) && _id > $id))]
            | order(_updatedAt asc, _id asc)[0...$first]{"id": _id, "at": _updatedAt, "productIds": ${productIds}},
          "settledAt": string(dateTime(now()) - $unsettled)
        }`,
        { at, id, first, unsettled: unsettledSeconds },
      ),
    check: () => askLatest('*[_type == "article"][0]._id'),
  };
}

/** Sanity stamps documents to the second and shows them a moment later: younger changes may still get company. */
const unsettledSeconds = 2;

const newestFirst = 'publishedAt desc, _id asc';
const linkedProducts = 'linkedProducts[].productId';
const linkedArtisans = 'artisans[]._ref';
const productIds = `array::unique(array::compact(coalesce(${linkedProducts}, [])))`;

const articleFields = `{
  "id": _id, "slug": slug.current, title, mood, publishedAt, author{name, role},
  "heroImage": ${picture('heroImage')},
  "productIds": ${productIds},
  "artisanIds": array::unique(array::compact(coalesce(${linkedArtisans}, [])))
}`;

const artisanFields = `{
  "id": _id, "slug": slug.current, name, craft, atelier{name, city, countryCode},
  "portrait": ${picture('portrait')}
}`;

function picture(field: string): string {
  return `select(defined(${field}.asset) => ${field}{
    "altText": alt, ...asset->{url, "width": metadata.dimensions.width, "height": metadata.dimensions.height}
  })`;
}

/** One page and the length of a list; `mark` tells its parameters from those of other lists in the same query. */
function listed(filter: string, order: string, fields: string, mark = ''): string {
  const page = `*[${filter}] | order(${order})[$from${mark}...$to${mark}]${fields}`;
  return `{"rows": ${page}, "total": count(*[${filter}])}`;
}

function range({ offset, limit }: Page, mark = ''): Record<string, number> {
  return { [`from${mark}`]: offset, [`to${mark}`]: offset + limit };
}

/** Editors may use what pages cannot show, and pictures without a file; both are left out. */
function isKnown(node: unknown): node is NarrativeNode {
  const { _type, image, productId, text } = node as Record<string, unknown> & { image?: Partial<Picture> | null };
  switch (_type) {
    case 'block':
      return true;
    case 'quote':
      return typeof text === 'string';
    case 'image':
      return typeof image?.url === 'string';
    case 'productReference':
      return typeof productId === 'string';
    default:
      return false;
  }
}
