import { type Action, ClientError, createClient, type SanityClient } from '@sanity/client';
import { z } from 'zod';
import { type Environment, milliseconds, readConfig } from '#kit/config.ts';
import type { Page } from '#kit/connection.ts';
import { backendError } from '#kit/errors.ts';
import type { Change, Place } from './changes.ts';
import type { Desk, DraftRow, Manuscript } from './desk.ts';
import {
  articleFields,
  artisanFields,
  isDraft,
  isPublished,
  linkedArtisans,
  linkedProducts,
  listed,
  newestFirst,
  productIds,
  publishedIdOf,
  range,
} from './groq.ts';
import type { NarrativeText, Picture } from './narrative.ts';

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
  /** The narrative; null where it was not asked for. */
  text: NarrativeText | null;
}

export type Mood = 'OBSIDIAN' | 'CHROME' | 'PAPER';

export interface Artisan {
  id: string;
  slug: string;
  name: string;
  craft: string;
  atelier: { name: string; city: string | null; countryCode: string | null } | null;
  portrait: Picture | null;
  /** The biography; null where it was not asked for. */
  text: NarrativeText | null;
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
  withText: boolean;
}

/**
 * What is published in Sanity. Lists of ids and slugs may come back in any order, without those that are not there;
 * texts come with them where `withText` says so. Every call rejects with BACKEND_UNAVAILABLE or BACKEND_TIMEOUT when
 * Sanity does not answer.
 */
export interface Journal {
  articlesById(ids: string[], withText: boolean): Promise<Article[]>;
  articlesBySlug(slugs: string[], withText: boolean): Promise<Article[]>;
  artisansById(ids: string[], withText: boolean): Promise<Artisan[]>;
  artisansBySlug(slugs: string[], withText: boolean): Promise<Artisan[]>;
  /** The newest first. */
  articles(page: Page, mood: Mood | null, withText: boolean): Promise<Listed<Article>>;
  /** By name. */
  artisans(page: Page, withText: boolean): Promise<Listed<Artisan>>;
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
  SANITY_WRITE_TOKEN: z.string(),
  SANITY_TIMEOUT_MS: milliseconds(3_000),
});

/** Connects to the project that the environment names; each request asks within its own signal. */
export function connectSanity(env: Environment): { within(signal: AbortSignal): { journal: Journal; desk: Desk } } {
  const config = readConfig('journal subgraph', settings, env);
  const client = (token: string | undefined, perspective: 'published' | 'raw', useCdn: boolean) =>
    createClient({
      projectId: config.SANITY_PROJECT_ID,
      dataset: config.SANITY_DATASET,
      apiVersion: config.SANITY_API_VERSION,
      token,
      // Only Sanity's own cloud has a host for each project and a CDN before it.
      ...(config.SANITY_API_HOST && { apiHost: config.SANITY_API_HOST.replace(/\/$/, ''), useProjectHostname: false }),
      useCdn: useCdn && !config.SANITY_API_HOST,
      perspective,
      timeout: config.SANITY_TIMEOUT_MS,
      maxRetries: 1,
    });
  const pages = client(config.SANITY_READ_TOKEN, 'published', true);
  const latest = client(config.SANITY_READ_TOKEN, 'raw', false);
  const curators = client(config.SANITY_WRITE_TOKEN, 'raw', false);
  return {
    within: (signal) => ({
      journal: journalOver(askVia(pages, signal), askVia(latest, signal)),
      desk: deskOver(askVia(curators, signal), actVia(curators, signal)),
    }),
  };
}

type Ask = <Result>(query: string, params?: Record<string, unknown>) => Promise<Result>;

/** Does all of the actions or, where Sanity refuses one, none, and resolves to its reason. */
type Act = (actions: Action[]) => Promise<string | null>;

function askVia(client: SanityClient, signal: AbortSignal): Ask {
  return async (query, params = {}) => {
    try {
      return await client.fetch(query, params, { signal });
    } catch (error) {
      // A query that Sanity cannot read is a fault of ours, not an outage.
      throw error instanceof ClientError && error.statusCode === 400 ? error : backendError('Sanity', error);
    }
  };
}

function actVia(client: SanityClient, signal: AbortSignal): Act {
  return async (actions) => {
    try {
      await client.action(actions, { signal });
      return null;
    } catch (error) {
      if (error instanceof ClientError && [400, 409].includes(error.statusCode)) return error.message;
      throw backendError('Sanity', error);
    }
  };
}

function journalOver(ask: Ask, askLatest: Ask): Journal {
  const articles = (filter: string, withText: boolean) =>
    `*[_type == "article" && ${filter}]{${articleFields(withText)}}`;
  const artisans = (filter: string, withText: boolean) =>
    `*[_type == "artisan" && ${filter}]{${artisanFields(withText)}}`;
  return {
    articlesById: (ids, withText) => ask(articles('_id in $ids', withText), { ids }),
    articlesBySlug: (slugs, withText) => ask(articles('slug.current in $slugs', withText), { slugs }),
    artisansById: (ids, withText) => ask(artisans('_id in $ids', withText), { ids }),
    artisansBySlug: (slugs, withText) => ask(artisans('slug.current in $slugs', withText), { slugs }),
    articles: (page, mood, withText) =>
      ask(listed(`_type == "article" && ($mood == null || mood == $mood)`, newestFirst, articleFields(withText)), {
        mood,
        ...range(page),
      }),
    artisans: (page, withText) =>
      ask(listed('_type == "artisan"', 'name asc, _id asc', artisanFields(withText)), range(page)),
    async articlesNaming(mentions) {
      const parts = mentions.map(({ of, withText }, n) => {
        const filter = `_type == "article" && $id${n} in ${of === 'product' ? linkedProducts : linkedArtisans}`;
        return `"n${n}": ${listed(filter, newestFirst, articleFields(withText), String(n))}`;
      });
      const params = mentions.flatMap(({ id, page }, n) => [[`id${n}`, id], ...Object.entries(range(page, String(n)))]);
      const found = await ask<Record<string, Listed<Article>>>(`{${parts.join(',')}}`, Object.fromEntries(params));
      return mentions.map((_, n) => found[`n${n}`] as Listed<Article>);
    },
    changes: ({ at, id }, first) =>
      askLatest(
        `{
          "changes": *[_type == "article" && dateTime(_updatedAt) <= dateTime(now()) - $unsettled
            && (dateTime(_updatedAt) > dateTime($at) || (dateTime(_updatedAt) == dateTime($at) && _id > $id))
            && (${isPublished} || (${isDraft} && !defined(*[_id == ${publishedIdOf('^.')}][0]._id)))]
            | order(_updatedAt asc, _id asc)[0...$first]{"id": _id, "at": _updatedAt, "productIds": ${productIds}},
          "settledAt": string(dateTime(now()) - $unsettled)
        }`,
        { at, id, first, unsettled: unsettledSeconds },
      ),
    check: () => askLatest('*[_type == "article"][0]._id'),
  };
}

function deskOver(ask: Ask, act: Act): Desk {
  const version = `{"revision": _rev, ${articleFields(true)}}`;
  const isPublishedArticle = `_type == "article" && ${isPublished}`;
  return {
    drafts: (page) =>
      ask<Listed<DraftRow>>(
        listed(
          `_type == "article" && ${isDraft}`,
          '_updatedAt desc, _id asc',
          `"id": ${publishedIdOf()}, title, "slug": slug.current, "updatedAt": _updatedAt,
            "isPublished": defined(*[_id == ${publishedIdOf('^.')}][0]._id)`,
        ),
        range(page),
      ),
    manuscript: (id) =>
      ask<Manuscript>(
        `{
          "draft": *[_type == "article" && _id == $draftId][0]${version},
          "published": *[${isPublishedArticle} && _id == $id][0]${version},
          "isSlugTaken": count(*[${isPublishedArticle} && _id != $id
            && slug.current == *[_id == $draftId][0].slug.current]) > 0
        }`,
        { id, draftId: draftIdOf(id) },
      ),
    publish: (id, { draft, published }, publishedAt) => {
      const ids = { draftId: draftIdOf(id), publishedId: id };
      const complete = { set: { publishedAt }, ifRevisionID: draft };
      return act([
        ...(publishedAt ? [{ actionType: 'sanity.action.document.edit' as const, ...ids, patch: complete }] : []),
        {
          actionType: 'sanity.action.document.publish',
          ...ids,
          // An edit gives the draft a new revision, and has looked at the old one itself.
          ...(!publishedAt && { ifDraftRevisionId: draft }),
          ...(published && { ifPublishedRevisionId: published }),
        },
      ]);
    },
    unpublish: (id) =>
      act([{ actionType: 'sanity.action.document.unpublish', draftId: draftIdOf(id), publishedId: id }]),
  };
}

/** Sanity stamps documents to the second and shows them a moment later: younger changes may still get company. */
const unsettledSeconds = 2;

function draftIdOf(id: string): string {
  return `drafts.${id}`;
}
