import { type Action, ClientError, createClient, type SanityClient } from '@sanity/client';
import { z } from 'zod';
import { compareNames } from '#kit/graph/collation.ts';
import type { KeySlice } from '#kit/graph/connection.ts';
import { backendError, holding } from '#kit/graph/errors.ts';
import { type Environment, milliseconds, readConfig } from '#kit/process/config.ts';
import type { Log } from '#kit/process/log.ts';
import type { Change, Place } from '../changes.ts';
import type { Desk } from '../curation/publishing.ts';
import type { NarrativeText } from '../narrative/narrative.ts';
import { readChanges } from './changes.ts';
import { incomplete, isNotDueLater, isShownArticle, isShownArtisan, presentSecond } from './completeness.ts';
import { deskOver } from './drafts.ts';
import { articleFields, artisanFields, linkedArtisans, linkedProducts, listed, oldestFirst, range } from './groq.ts';
import type { Picture } from './pictures.ts';
import { type Incomplete, type Reports, reportsTo } from './reports.ts';
import { articleOf, artisanOf, firstOfEach, type Stored, shown } from './rows.ts';
import { readSynonyms, type Synonyms } from './synonyms.ts';

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
  /** Whether more of the list follow. */
  hasMore: boolean;
}

/** A page of the articles that name a product or an artisan. */
export interface Mention {
  of: 'product' | 'artisan';
  id: string;
  page: KeySlice;
  withText: boolean;
}

/**
 * What is published in Sanity, without the documents that lack what readers need (those are logged) and without articles
 * whose `publishedAt` is in the future. Of several with one slug, the first published counts. Rows for ids and slugs come in
 * any order, without those that do not exist; with their texts where `withText` says so. Every call rejects with BACKEND_UNAVAILABLE or BACKEND_TIMEOUT when
 * Sanity does not answer.
 */
export interface Journal {
  articlesById(ids: string[], withText: boolean): Promise<Article[]>;
  articlesBySlug(slugs: string[], withText: boolean): Promise<Article[]>;
  artisansById(ids: string[], withText: boolean): Promise<Artisan[]>;
  artisansBySlug(slugs: string[], withText: boolean): Promise<Artisan[]>;
  /** The newest first. */
  articles(page: KeySlice, mood: Mood | null, withText: boolean): Promise<Listed<Article>>;
  /** By name, as `compareNames` orders them. */
  artisans(page: KeySlice, withText: boolean): Promise<Listed<Artisan>>;
  /** One page for each mention, in their order, by a single query; the newest articles first. */
  articlesNaming(mentions: readonly Mention[]): Promise<Listed<Article>[]>;
  /** What changed after a place, oldest first, and the last instant of which nothing more is to come. */
  changes(after: Place, first: number): Promise<{ changes: Change[]; settledAt: string }>;
  /** The editors' synonyms for the search; entries that are no text are left out. */
  synonyms(): Promise<Synonyms[]>;
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
export function connectSanity(
  env: Environment,
  log: Log,
): { within(signal: AbortSignal): { journal: Journal; desk: Desk } } {
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
  const reports = reportsTo(log);
  return {
    within: (signal) => ({
      journal: journalOver(askVia(pages, signal), askVia(latest, signal), reports),
      desk: deskOver(askVia(curators, signal), actVia(curators, signal)),
    }),
  };
}

/** Asks a query within the request's signal. */
export type Ask = <Result>(query: string, params?: Record<string, unknown>) => Promise<Result>;

/** Does all of the actions or, where Sanity refuses one, none, and resolves to its reason. */
export type Act = (actions: Action[]) => Promise<string | null>;

function askVia(client: SanityClient, signal: AbortSignal): Ask {
  return async (query, params = {}) => {
    try {
      const result = await client.fetch(query, params, { signal });
      // A query has a result, be it null.
      if (result === undefined) throw new Error('The answer has no result.');
      return result;
    } catch (error) {
      // A query that Sanity cannot read is a fault of ours, not an outage.
      throw error instanceof ClientError && error.statusCode === 400 ? error : backendError('Sanity', error);
    }
  };
}

function actVia(client: SanityClient, signal: AbortSignal): Act {
  return async (actions) => {
    try {
      holding('transactionId')(await client.action(actions, { signal }));
      return null;
    } catch (error) {
      if (error instanceof ClientError && [400, 409].includes(error.statusCode)) return error.message;
      throw backendError('Sanity', error);
    }
  };
}

function journalOver(ask: Ask, askLatest: Ask, reports: Reports): Journal {
  const articles = async (filter: string, params: object, withText: boolean) => {
    const query = `*[_type == "article" && ${filter} && ${isNotDueLater}] | order(${oldestFirst}){${articleFields(withText)}}`;
    return shown(await ask<Stored[]>(query, { ...params, now: presentSecond() }), articleOf, reports);
  };
  const artisans = async (filter: string, params: object, withText: boolean) => {
    const query = `*[_type == "artisan" && ${filter}] | order(_createdAt asc, _id asc){${artisanFields(withText)}}`;
    return shown(await ask<Stored[]>(query, { ...params }), artisanOf, reports);
  };
  const page = ({ rows, total }: Found, { limit }: KeySlice): Listed<Article> => ({
    rows: shown(rows.slice(0, limit - 1), articleOf, reports),
    total,
    hasMore: rows.length === limit,
  });
  return {
    articlesById: (ids, withText) => articles('_id in $ids', { ids }, withText),
    articlesBySlug: async (slugs, withText) =>
      firstOfEach(await articles('slug.current in $slugs', { slugs }, withText), reports),
    artisansById: (ids, withText) => artisans('_id in $ids', { ids }, withText),
    artisansBySlug: async (slugs, withText) =>
      firstOfEach(await artisans('slug.current in $slugs', { slugs }, withText), reports),
    async articles(slice, mood, withText) {
      const filter = `${isShownArticle} && ($mood == null || mood == $mood)`;
      const list = listed(filter, 'publishedAt', articleFields(withText));
      const found = await ask<{ list: Found; incomplete: Incomplete[] }>(
        `{"list": ${list}, "incomplete": ${incomplete('article')}}`,
        { mood, now: presentSecond(), ...range(slice) },
      );
      reports.incomplete(found.incomplete);
      return page(found.list, slice);
    },
    async artisans({ after, limit }, withText) {
      const found = await ask<{ names: Named[]; incomplete: Incomplete[] }>(
        `{"names": *[${isShownArtisan}]{"id": _id, name}, "incomplete": ${incomplete('artisan')}}`,
      );
      reports.incomplete(found.incomplete);
      // GROQ orders text by code point, which puts É behind z.
      const names = found.names.sort(byName);
      const from = after
        ? names.findIndex((entry) => byName(entry, { name: String(after[0]), id: String(after[1]) }) > 0)
        : 0;
      const ids = (from < 0 ? [] : names.slice(from, from + limit)).map(({ id }) => id);
      const rows = new Map((await this.artisansById(ids, withText)).map((row) => [row.id, row]));
      return {
        rows: ids.slice(0, limit - 1).flatMap((id) => rows.get(id) ?? []),
        total: found.names.length,
        hasMore: ids.length === limit,
      };
    },
    async articlesNaming(mentions) {
      const parts = mentions.map(({ of, withText }, n) => {
        const filter = `$id${n} in ${of === 'product' ? linkedProducts : linkedArtisans} && ${isShownArticle}`;
        return `"n${n}": ${listed(filter, 'publishedAt', articleFields(withText), String(n))}`;
      });
      const params = mentions.flatMap(({ id, page }, n) => [[`id${n}`, id], ...Object.entries(range(page, String(n)))]);
      const found = await ask<Record<string, Found> & { incomplete: Incomplete[] }>(
        `{${parts.join(',')}, "incomplete": ${incomplete('article')}}`,
        { ...Object.fromEntries(params), now: presentSecond() },
      );
      reports.incomplete(found.incomplete);
      return mentions.map((mention, n) => page(found[`n${n}`] as Found, mention.page));
    },
    synonyms: () => readSynonyms(askLatest),
    changes: (after, first) => readChanges(askLatest, after, first),
    check: () => askLatest('*[_type == "article"][0]._id'),
  };
}

/** What a list in GROQ comes as. */
type Found = Omit<Listed<Stored>, 'hasMore'>;

interface Named {
  id: string;
  name: string;
}

function byName(one: Named, other: Named): number {
  return compareNames(one.name, other.name) || (one.id < other.id ? -1 : Number(one.id > other.id));
}
