import { compareNames } from '#kit/graph/collation.ts';
import type { Language } from '#kit/graph/languages/language.ts';
import type { PublishedContent } from '../content.ts';
import { readMark, readSnapshot } from './changes.ts';
import { currentTime, incomplete, isNotDueLater, isShownArticle, isShownArtisan } from './completeness.ts';
import { articleFields, artisanFields, listed, oldestFirst, range } from './groq.ts';
import { readLinkedArticles } from './linked.ts';
import { readPins } from './pins.ts';
import type { IncompleteDocument, Reports } from './reports.ts';
import type { RunQuery } from './requests.ts';
import {
  articleOf,
  articlePageOf,
  artisanOf,
  completeRows,
  firstOfEach,
  type StoredPage,
  type StoredRow,
} from './rows.ts';
import { articlesBySlug, type FoundBySlug } from './slugs.ts';
import { readSynonyms } from './synonyms.ts';
import { articleTranslation, artisanTranslation, foundByTranslation, readAlternates } from './translations.ts';

/** Published content. `run` sees published documents only, `runRaw` drafts too. */
export function createPublishedContent(
  run: RunQuery,
  runRaw: RunQuery,
  reports: Reports,
  language: Language,
): PublishedContent {
  const fieldsOf = (withText: boolean, isShown = false) =>
    articleFields(withText, isShown) + articleTranslation(language, withText);
  const articleIn = (row: StoredRow) => articleOf(row, language);
  const articles = async (filter: string, params: object, withText: boolean) => {
    const query = `*[_type == "article" && ${filter} && ${isNotDueLater}] | order(${oldestFirst}){${fieldsOf(withText)}}`;
    return completeRows(await run<StoredRow[]>(query, { ...params, now: currentTime() }), articleIn, reports);
  };
  const artisans = async (filter: string, params: object, withText: boolean) => {
    const query = `*[_type == "artisan" && ${filter}] | order(_createdAt asc, _id asc){${artisanFields(withText)}${artisanTranslation(language, withText)}}`;
    return completeRows(await run<StoredRow[]>(query, { ...params }), (row) => artisanOf(row, language), reports);
  };
  return {
    articlesById: (ids, withText) => articles('_id in $ids', { ids }, withText),
    articlesBySlug: async (slugs, withText) => {
      const own = `*[_type == "article" && slug.current in $slugs && ${isNotDueLater}] | order(${oldestFirst})`;
      const found = await run<FoundBySlug>(
        `{"own": ${own}{${fieldsOf(withText)}}, "translated": ${foundByTranslation(fieldsOf(withText))}}`,
        { slugs, now: currentTime() },
      );
      return articlesBySlug(found, articleIn, reports);
    },
    alternates: (ids) => readAlternates(run, 'article', ids),
    artisansById: (ids, withText) => artisans('_id in $ids', { ids }, withText),
    artisansBySlug: async (slugs, withText) => {
      const found = await artisans('slug.current in $slugs', { slugs }, withText);
      return firstOfEach(
        found.map((artisan) => ({ ...artisan, foundBy: artisan.slug })),
        reports,
      );
    },
    async articles(slice, mood, withText) {
      const filter = `${isShownArticle} && ($mood == null || mood == $mood)`;
      const list = listed(filter, 'publishedAt', fieldsOf(withText, true));
      const found = await run<{ list: StoredPage; incomplete: IncompleteDocument[] }>(
        `{"list": ${list}, "incomplete": ${incomplete('article')}}`,
        { mood, now: currentTime(), ...range(slice) },
      );
      reports.incomplete(found.incomplete);
      return articlePageOf(found.list, slice, articleIn, reports);
    },
    async artisans({ after, limit }, withText) {
      const found = await run<{ names: NamedRow[]; incomplete: IncompleteDocument[] }>(
        `{"names": *[${isShownArtisan}]{"id": _id, name}, "incomplete": ${incomplete('artisan')}}`,
      );
      reports.incomplete(found.incomplete);
      // GROQ orders text by code point: É after z.
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
    linkedArticles: (requests) => readLinkedArticles(run, requests, language, reports),
    synonyms: () => readSynonyms(runRaw, reports),
    pins: () => readPins(runRaw, reports),
    mark: () => readMark(runRaw),
    snapshot: () => readSnapshot(runRaw),
    check: () => runRaw('*[_type == "article"][0]._id'),
  };
}

interface NamedRow {
  id: string;
  name: string;
}

function byName(one: NamedRow, other: NamedRow): number {
  return compareNames(one.name, other.name) || (one.id < other.id ? -1 : Number(one.id > other.id));
}
