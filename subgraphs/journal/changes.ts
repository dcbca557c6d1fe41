import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { badInput } from '#kit/graph/errors.ts';
import { type Change, type ChangeSet, distinct, everythingTag } from '#kit/graph/server/change-feed.ts';
import type { PublishedContent, PublishedDocument, SiteType, Snapshot } from './content.ts';
import { graphId } from './ids.ts';

/** The published documents by their id, and the digest that identifies them. */
interface State {
  documents: ReadonlyMap<string, PublishedDocument>;
  digest: string;
}

/**
 * The changes between what was published at a cursor and what is published now. Sanity has no log that names deleted and
 * unpublished documents, so states are compared: a cursor contains the digest of its state, and recent states are kept. What
 * changed since a state that is not kept, because this process was not running, is reported as `*`.
 */
export interface ChangeFeed {
  /**
   * At most `first` documents that changed after a cursor of this function. Without a cursor: none, and the current cursor.
   * Rejects with BAD_USER_INPUT for any other cursor.
   */
  after(content: Pick<PublishedContent, 'mark' | 'snapshot'>, cursor: string | null, first: number): Promise<ChangeSet>;
}

/** Milliseconds after which all documents are read again, even if the mark has not changed. */
const longestTrust = 60_000;

/** Subtracted from the time of a cursor, in milliseconds: documents become visible a moment after their time of change. */
const settling = 5_000;

/** Creates the feed of this process, which remembers the latest states. */
export function createChangeFeed(): ChangeFeed {
  const states = new LRUCache<string, State>({ max: 20 });
  let latest: { snapshot: Snapshot; state: State; readAt: number } | undefined;

  const current = async (content: Pick<PublishedContent, 'mark' | 'snapshot'>) => {
    if (latest && performance.now() < latest.readAt + longestTrust && (await content.mark()) === latest.snapshot.mark)
      return latest;
    const readAt = performance.now();
    const snapshot = await content.snapshot();
    const state = stateOf(new Map(snapshot.documents.map((document) => [document.id, document])));
    states.set(state.digest, state);
    latest = { snapshot, state, readAt };
    return latest;
  };

  return {
    async after(content, cursor, first) {
      const place = cursor === null ? undefined : readCursor(cursor);
      const { snapshot, state } = await current(content);
      const end = writeCursor(snapshot.at, state.digest);
      if (cursor === null) return toChangeSet([], [], end);
      if (place?.digest === state.digest) return toChangeSet([], [], cursor);
      const known = place && states.get(place.digest);
      if (!known) return everythingSince(snapshot, Date.parse(place?.at ?? '') - settling, end);

      const changed = changedIds(known, state);
      if (changed.length <= first) return describe(known, state, changed, end);
      // A page ends at a state that never was: only the first documents have changed.
      const between = stateOf(withChanges(known, state, changed.slice(0, first)));
      states.set(between.digest, between);
      const page = describe(known, between, changed.slice(0, first), writeCursor(snapshot.at, between.digest));
      return { ...page, hasMore: true };
    },
  };
}

function changedIds(before: State, now: State): string[] {
  const ids = distinct([...before.documents.keys(), ...now.documents.keys()]).sort();
  return ids.filter((id) => versionOf(before.documents.get(id)) !== versionOf(now.documents.get(id)));
}

function withChanges(before: State, now: State, ids: string[]): Map<string, PublishedDocument> {
  const documents = new Map(before.documents);
  for (const id of ids) {
    const document = now.documents.get(id);
    if (document) documents.set(id, document);
    else documents.delete(id);
  }
  return documents;
}

function describe(before: State, now: State, ids: string[], cursor: string): ChangeSet {
  const versions = ids.map((id) => [before.documents.get(id), now.documents.get(id)] as const);
  const all = [...before.documents.values(), ...now.documents.values()];
  const tags = versions.flatMap(([old, next]) => tagsOf(old, next, all));
  return toChangeSet(
    tags,
    versions.flatMap(([, next]) => toChange(next)),
    cursor,
  );
}

/** The tags of a change of one document, from its previous and its next version. */
function tagsOf(
  old: PublishedDocument | undefined,
  next: PublishedDocument | undefined,
  all: PublishedDocument[],
): string[] {
  const versions = [old, next].filter((version) => version !== undefined);
  const [{ type, id }] = versions as [PublishedDocument];
  if (type === 'articleTranslation')
    return [sitemapTag, ...articlesOf(versions, all).flatMap((article) => tagsOf(article, article, all))];
  if (type !== 'article' && type !== 'artisan') return siteTagsOf(type, versions);
  const slugs = new Set(versions.map(({ slug }) => slug));
  // The other documents with the same slug: which of them it finds depends on all.
  const namesakes = all.filter((other) => other.type === type && (other.id === id || slugs.has(other.slug)));
  const linking = type === 'artisan' ? all.filter(({ artisanIds }) => artisanIds.includes(id)) : [];
  const isMoved = positionOf(old) !== positionOf(next);
  // Links to an article that readers do not see are left out.
  const isListedAnew = type === 'article' && Boolean(old?.isShown) !== Boolean(next?.isShown);
  return [
    sitemapTag,
    ...namesakes.map(tagOf),
    ...(isMoved ? [`${type}s`] : []),
    ...(isListedAnew ? linkingTags : []),
    // An article shows its artisans, and the stories of a product show those of its articles.
    ...linking.map(tagOf),
    ...[...versions, ...linking].flatMap(({ productIds }) => productIds.map((product) => `product:${product}`)),
    ...versions.flatMap(({ artisanIds }) => artisanIds.map((artisan) => `artisan:${graphId('Artisan', artisan)}`)),
  ];
}

/** The articles that translations belong to, each once. */
function articlesOf(
  translations: readonly PublishedDocument[],
  all: readonly PublishedDocument[],
): PublishedDocument[] {
  const ids = new Set(translations.flatMap(({ articleIds }) => articleIds));
  const articles = all.filter(({ type, id }) => type === 'article' && ids.has(id));
  return [...new Map(articles.map((article) => [article.id, article])).values()];
}

/** The list of all addresses with the times of their last edits. */
const sitemapTag = 'sitemap';

/** The lists whose links lead to articles and pages. */
const linkingTags = ['menus', 'banners'];

/** The tags of a change of a document that is neither an article nor an artisan. */
function siteTagsOf(type: SiteType, versions: readonly PublishedDocument[]): string[] {
  const ids = distinct(versions.map(({ id }) => id));
  const articles = distinct(versions.flatMap(({ articleIds }) => articleIds));
  switch (type) {
    case 'page':
      return [...ids.map((id) => `page:${graphId('Page', id)}`), 'pages', sitemapTag, ...linkingTags];
    case 'pageTranslation':
      // The ids that a translation refers to are those of pages.
      return [
        ...distinct(versions.flatMap(({ articleIds: pages }) => pages)).map((id) => `page:${graphId('Page', id)}`),
        ...['pages', sitemapTag, ...linkingTags],
      ];
    case 'store':
      return [...ids.map((id) => `store:${graphId('Store', id)}`), 'stores', sitemapTag];
    case 'series':
      return [
        sitemapTag,
        ...ids.map((id) => `series:${graphId('Series', id)}`),
        // Articles show their series, and those of a series are related.
        ...articles.map((id) => `article:${graphId('Article', id)}`),
      ];
    case 'careGuide':
      return [...ids.map((id) => `careguide:${graphId('CareGuide', id)}`), 'careguides'];
    case 'sizeGuide':
      return [...ids.map((id) => `sizeguide:${graphId('SizeGuide', id)}`), 'sizeguides'];
    case 'organization':
      return ['organization'];
    default:
      return [`${type}s`];
  }
}

function tagOf({ type, id }: PublishedDocument): string {
  return `${type}:${graphId(type === 'article' ? 'Article' : 'Artisan', id)}`;
}

/** What decides whether and where a document appears in lists, those of related articles among them. */
function positionOf(version: PublishedDocument | undefined): string {
  if (!version?.isShown) return '';
  const { publishedAt, mood, name, productIds, artisanIds } = version;
  return JSON.stringify([publishedAt, mood, name, productIds, artisanIds]);
}

function toChange(version: PublishedDocument | undefined): Change[] {
  if (version?.type !== 'article' || !version.isShown) return [];
  return [{ kind: 'ARTICLE', id: graphId('Article', version.id) }];
}

/** Everything may have changed since an instant: documents that have left are not known. */
function everythingSince({ documents, unpublished }: Snapshot, since: number, cursor: string): ChangeSet {
  const isLater = (instant: unknown) => typeof instant === 'string' && Date.parse(instant) >= since;
  const changed = documents.filter(({ changedAt, publishedAt }) => isLater(changedAt) || isLater(publishedAt));
  const left = unpublished.filter(({ changedAt }) => isLater(changedAt));
  return {
    ...toChangeSet([everythingTag], changed.flatMap(toChange), cursor),
    productIds: distinct([...changed, ...left].flatMap(({ productIds }) => productIds)),
  };
}

function toChangeSet(tags: string[], changes: Change[], cursor: string): ChangeSet {
  const prefix = 'product:';
  const products = tags.filter((tag) => tag.startsWith(prefix)).map((tag) => tag.slice(prefix.length));
  return { productIds: distinct(products), tags: distinct(tags), changes, cursor, hasMore: false };
}

function stateOf(documents: Map<string, PublishedDocument>): State {
  const versions = [...documents.values()].map(versionOf).sort();
  return { documents, digest: createHash('sha256').update(JSON.stringify(versions)).digest('hex').slice(0, 32) };
}

function versionOf(document: PublishedDocument | undefined): string {
  return document ? `${document.id} ${document.revision} ${document.isShown}` : '';
}

function writeCursor(at: string, digest: string): string {
  return Buffer.from(JSON.stringify([at, digest])).toString('base64url');
}

/** A cursor of an earlier version has the id of a document in place of the digest: no state has it. */
function readCursor(cursor: string): { at: string; digest: string } {
  const [, at, digest] =
    /^\["([\d:.TZ-]{20,30})","([\w.-]*)"\]$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (at === undefined || digest === undefined || Number.isNaN(Date.parse(at))) {
    throw badInput('`after` is not a cursor of this list.', 'after');
  }
  return { at, digest };
}
