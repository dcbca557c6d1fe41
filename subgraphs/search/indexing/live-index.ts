import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Meilisearch } from 'meilisearch';
import { connect, indexes } from '../meilisearch/client.ts';
import type { Source } from './catalogue.ts';
import { type Markets, type ProductDocument, readFacetPair, type Term } from './document.ts';
import type { LexiconRecord } from './words/lexicon.ts';

/** How far the index has come; kept in the search engine, so that it is lost and restored with what it speaks of. */
export interface Progress {
  /** The `documentVersion` of every document. */
  version: number;
  /** Up to where each feed has been followed; null where it must be joined anew. */
  cursors: Partial<Record<Source, string | null>>;
}

type Part = Partial<ProductDocument> & { id: string };

/** The index that is searched, as its keeper sees it. Every write is done, and can be found, when its promise resolves. */
export interface LiveIndex {
  /** Null before the first build. */
  progress(): Promise<Progress | null>;
  saveProgress(progress: Progress): Promise<void>;
  saveMarkets(markets: Markets): Promise<void>;
  /** Null before the first is saved. */
  lexicon(): Promise<LexiconRecord | null>;
  saveLexicon(lexicon: LexiconRecord): Promise<void>;
  /** Replaces the engine's synonyms (word → words that it finds as well) and the words that are no typing errors of others. */
  saveWords(synonyms: Record<string, string[]>, plainWords: string[]): Promise<void>;
  count(): Promise<number>;
  /** Ids of all documents. */
  ids(): Promise<string[]>;
  /** The documents among these ids that there are. */
  read(ids: string[]): Promise<ProductDocument[]>;
  /** Adds documents; fields of those that are there already are replaced, the others stay. */
  write(documents: Part[]): Promise<void>;
  remove(ids: string[]): Promise<void>;
  /** Makes the terms those that the documents carry. */
  refreshTerms(): Promise<void>;
  /** Begins a new, empty index with the settings of the live one. */
  draft(): Promise<Draft>;
}

/** An index being built beside the live one. */
export interface Draft {
  /** Resolves when the documents are accepted; they are written while more are gathered. */
  add(documents: Part[]): Promise<void>;
  /** Waits for all documents, then puts the draft in the place of the live index, whose documents are dropped. */
  promote(): Promise<void>;
}

/** Connects with the key for indexing. */
export function openLiveIndex(url: string, key: string): LiveIndex {
  const client = connect(url, key);
  const products = client.index<ProductDocument>(indexes.products);
  const meta = client.index(indexes.meta);
  return {
    progress: () => findById<Progress>(meta, 'progress'),
    saveProgress: (progress) => succeed(meta.addDocuments([{ id: 'progress', ...progress }])),
    saveMarkets: (markets) => succeed(meta.addDocuments([{ id: 'markets', ...markets }])),
    lexicon: async () => {
      const found = await findById<LexiconRecord>(meta, 'lexicon');
      return found && { vocabulary: found.vocabulary, groups: found.groups, phrases: found.phrases };
    },
    saveLexicon: (lexicon) => succeed(meta.addDocuments([{ id: 'lexicon', ...lexicon }])),
    saveWords: (synonyms, plainWords) =>
      succeed(products.updateSettings({ synonyms, typoTolerance: { disableOnWords: plainWords } })),
    count: async () => (await products.getDocuments({ limit: 0 })).total,
    ids: async () => (await products.getDocuments({ limit: 1_000_000, fields: ['id'] })).results.map(({ id }) => id),
    read: async (ids) => (ids.length > 0 ? (await products.getDocuments({ ids, limit: ids.length })).results : []),
    write: async (documents) => {
      if (documents.length > 0) await succeed(products.updateDocuments(documents));
    },
    remove: async (ids) => {
      if (ids.length > 0) await succeed(products.deleteDocuments(ids));
    },
    refreshTerms: () => refreshTerms(client),
    draft: () => draft(client),
  };
}

type Index = ReturnType<Meilisearch['index']>;
type Enqueued = ReturnType<Index['addDocuments']>;

/** A task that failed resolves all the same; this rejects. */
async function succeed(task: Enqueued, timeout?: number): Promise<void> {
  const { status, error } = await task.waitTask(timeout === undefined ? {} : { timeout });
  if (status !== 'succeeded') throw new Error(`Meilisearch refused: ${error?.message ?? status}`);
}

async function findById<Found>(index: Index, id: string): Promise<Found | null> {
  const { results } = await index.getDocuments({ ids: [id] });
  return (results[0] as Found | undefined) ?? null;
}

const buildTimeout = 600_000;

async function draft(client: Meilisearch): Promise<Draft> {
  const { products, next } = indexes;
  await client.deleteIndexIfExists(next);
  await succeed(client.createIndex(next, { primaryKey: 'id' }));
  await succeed(client.index(next).updateSettings(await client.index(products).getSettings()));
  const { createdAt } = await client.index(next).getRawInfo();
  const written: Enqueued[] = [];
  return {
    async add(documents) {
      const task = client.index(next).addDocuments(documents);
      await task;
      written.push(task);
    },
    async promote() {
      for (const task of written) await succeed(task, buildTimeout);
      await client.swapIndexes([{ indexes: [products, next], rename: false }]);
      await untilLive(client, createdAt);
      await succeed(client.deleteIndex(next));
    },
  };
}

/** A key that is bound to some indexes cannot see the task of a swap; but it can see which index answers. */
async function untilLive(client: Meilisearch, createdAt: string): Promise<void> {
  for (const deadline = Date.now() + buildTimeout; Date.now() < deadline; await sleep(20)) {
    if ((await client.index(indexes.products).getRawInfo()).createdAt === createdAt) return;
  }
  throw new Error('Meilisearch did not swap the indexes in time.');
}

/** The names of a kind that are counted: the most frequent 500, by the settings of the index. */
const termFacets = { collectionFacet: 'COLLECTION', materials: 'MATERIAL', artisan: 'ARTISAN' } as const;

async function refreshTerms(client: Meilisearch): Promise<void> {
  const index = client.index<Term>(indexes.terms);
  const { facetDistribution = {} } = await client
    .index(indexes.products)
    .search('', { facets: Object.keys(termFacets), limit: 0 });
  const wanted = Object.entries(termFacets).flatMap(([facet, kind]) =>
    Object.entries(facetDistribution[facet] ?? {}).map(([value, count]): Term => {
      const text = kind === 'COLLECTION' ? readFacetPair(value).name : value;
      return { id: createHash('sha256').update(`${kind} ${value}`).digest('base64url'), kind, text, count };
    }),
  );
  const { results: known } = await index.getDocuments({ limit: 10_000 });
  const kept = new Map(known.map((term) => [term.id, term.count]));
  const changed = wanted.filter(({ id, count }) => kept.get(id) !== count);
  const ids = new Set(wanted.map(({ id }) => id));
  const dropped = known.map(({ id }) => id).filter((id) => !ids.has(id));
  if (changed.length > 0) await succeed(index.addDocuments(changed));
  if (dropped.length > 0) await succeed(index.deleteDocuments(dropped));
}
