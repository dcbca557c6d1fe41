import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Meilisearch } from 'meilisearch';
import { defaultLanguage, type Language } from '#kit/graph/languages/language.ts';
import { indexIn } from '#kit/stores/search-attributes.ts';
import { connect, indexesIn } from '../meilisearch/client.ts';
import type {
  ContentDocument,
  ContentKind,
  LexiconRecord,
  Markets,
  PinRecord,
  Progress,
  Term,
} from '../meilisearch/records.ts';
import { type ProductDocument, readFacetPair } from './documents/document.ts';

type PartialDocument = Partial<ProductDocument> & { id: string };

/** The index that is searched, for the indexer. When the promise of a write resolves, the write is visible to searches. */
export interface LiveIndex {
  /** Null before the first build. */
  progress(): Promise<Progress | null>;
  saveProgress(progress: Progress): Promise<void>;
  saveMarkets(markets: Markets): Promise<void>;
  /** Null before the first is saved. */
  lexicon(): Promise<LexiconRecord | null>;
  saveLexicon(lexicon: LexiconRecord): Promise<void>;
  /** Replaces the engine's synonyms (word → other words that it finds) and the words that are never corrected. */
  saveWords(synonyms: Record<string, string[]>, plainWords: string[]): Promise<void>;
  count(): Promise<number>;
  /** Ids of all documents. */
  ids(): Promise<string[]>;
  /** The documents with these ids, without those that do not exist. */
  read(ids: string[]): Promise<ProductDocument[]>;
  /** The sales rank of each document; null for one without. */
  salesRanks(): Promise<Map<string, number | null>>;
  /** Adds documents; in a document that exists, only the fields of the new one are replaced. */
  write(documents: PartialDocument[]): Promise<void>;
  remove(ids: string[]): Promise<void>;
  /** The documents of one kind of content: id → version. */
  contentVersions(kind: ContentKind): Promise<Map<string, string>>;
  /** Adds or replaces documents of content, and removes others by their ids. */
  writeContents(documents: ContentDocument[], removedIds: string[]): Promise<void>;
  /** The pinned products of all languages. */
  pins(): Promise<PinRecord[]>;
  /** Adds or replaces pinned products, and removes others by their ids. */
  writePins(records: PinRecord[], removedIds: string[]): Promise<void>;
  /** Updates the completions to the names that the documents contain, and to the pages. */
  refreshTerms(): Promise<void>;
  /** Creates a new, empty index with the settings of the live one. */
  createDraft(): Promise<DraftIndex>;
}

/** An index that is being built next to the live one. */
export interface DraftIndex {
  /** Resolves when the documents are accepted; the engine writes them in the background. */
  add(documents: PartialDocument[]): Promise<void>;
  /** Waits for all documents, then replaces the live index with the draft and deletes the previous documents. */
  promote(): Promise<void>;
}

/** Connects with the key for indexing. Progress and markets are the same in the indexes of all languages. */
export function openLiveIndex(url: string, key: string, language: Language = defaultLanguage): LiveIndex {
  const client = connect(url, key);
  const names = indexesIn(language);
  const products = client.index<ProductDocument>(names.products);
  const meta = client.index(names.meta);
  const lexiconId = indexIn(language, 'lexicon');
  return {
    progress: () => findById<Progress>(meta, 'progress'),
    saveProgress: (progress) => complete(meta.addDocuments([{ id: 'progress', ...progress }])),
    saveMarkets: (markets) => complete(meta.addDocuments([{ id: 'markets', ...markets }])),
    lexicon: async () => {
      const found = await findById<LexiconRecord>(meta, lexiconId);
      return found && { vocabulary: found.vocabulary, groups: found.groups, phrases: found.phrases };
    },
    saveLexicon: (lexicon) => complete(meta.addDocuments([{ id: lexiconId, ...lexicon }])),
    saveWords: (synonyms, plainWords) =>
      complete(products.updateSettings({ synonyms, typoTolerance: { disableOnWords: plainWords } })),
    count: async () => (await products.getDocuments({ limit: 0 })).total,
    ids: async () => (await products.getDocuments({ limit: 1_000_000, fields: ['id'] })).results.map(({ id }) => id),
    salesRanks: async () => {
      const { results } = await products.getDocuments({ limit: 1_000_000, fields: ['id', 'salesRank'] });
      return new Map(results.map(({ id, salesRank }) => [id, salesRank ?? null]));
    },
    read: async (ids) => (ids.length > 0 ? (await products.getDocuments({ ids, limit: ids.length })).results : []),
    write: async (documents) => {
      if (documents.length > 0) await complete(products.updateDocuments(documents));
    },
    remove: async (ids) => {
      if (ids.length > 0) await complete(products.deleteDocuments(ids));
    },
    contentVersions: async (kind) => {
      const request = { filter: `kind = ${kind}`, limit: 10_000 };
      const { results } = await client
        .index<ContentDocument>(names.content)
        .getDocuments({ ...request, fields: ['id', 'version'] });
      return new Map(results.map(({ id, version }) => [id, version]));
    },
    writeContents: (documents, removedIds) => replace(client.index(names.content), documents, removedIds),
    pins: async () => (await client.index<PinRecord>(names.pins).getDocuments({ limit: 10_000 })).results,
    writePins: (records, removedIds) => replace(client.index(names.pins), records, removedIds),
    refreshTerms: () => refreshTerms(client, names),
    createDraft: () => createDraft(client, names),
  };
}

type Index = ReturnType<Meilisearch['index']>;
type EnqueuedTask = ReturnType<Index['addDocuments']>;

/** Waits for a task and rejects if it failed; the client itself resolves for a failed task. */
async function complete(task: EnqueuedTask, timeout?: number): Promise<void> {
  const { status, error } = await task.waitTask(timeout === undefined ? {} : { timeout });
  if (status !== 'succeeded') throw new Error(`The Meilisearch task failed: ${error?.message ?? status}`);
}

async function replace(index: Index, documents: object[], removedIds: string[]): Promise<void> {
  if (documents.length > 0) await complete(index.addDocuments(documents as Record<string, unknown>[]));
  if (removedIds.length > 0) await complete(index.deleteDocuments(removedIds));
}

async function findById<Found>(index: Index, id: string): Promise<Found | null> {
  const { results } = await index.getDocuments({ ids: [id] });
  return (results[0] as Found | undefined) ?? null;
}

const buildTimeout = 600_000;

type IndexNames = ReturnType<typeof indexesIn>;

async function createDraft(client: Meilisearch, { products, next }: IndexNames): Promise<DraftIndex> {
  await client.deleteIndexIfExists(next);
  await complete(client.createIndex(next, { primaryKey: 'id' }));
  await complete(client.index(next).updateSettings(await client.index(products).getSettings()));
  const { createdAt } = await client.index(next).getRawInfo();
  const tasks: EnqueuedTask[] = [];
  return {
    async add(documents) {
      const task = client.index(next).addDocuments(documents);
      await task;
      tasks.push(task);
    },
    async promote() {
      for (const task of tasks) await complete(task, buildTimeout);
      await client.swapIndexes([{ indexes: [products, next], rename: false }]);
      await waitUntilLive(client, products, createdAt);
      await complete(client.deleteIndex(next));
    },
  };
}

/** A key that is restricted to some indexes cannot read the task of a swap, but it can read which index is live. */
async function waitUntilLive(client: Meilisearch, products: string, createdAt: string): Promise<void> {
  for (const deadline = Date.now() + buildTimeout; Date.now() < deadline; await sleep(20)) {
    if ((await client.index(products).getRawInfo()).createdAt === createdAt) return;
  }
  throw new Error('Meilisearch did not swap the indexes in time.');
}

/** The attributes whose values are completions. The settings of the index limit them to the most frequent 500 each. */
const termAttributes = {
  collectionTerms: 'COLLECTION',
  categoryTerms: 'CATEGORY',
  materialFacets: 'MATERIAL',
  artisanFacet: 'ARTISAN',
  storyFacets: 'ARTICLE',
} as const;

/** The largest number of pages that are completions. */
const maxPages = 500;

async function refreshTerms(client: Meilisearch, { products, terms, content }: IndexNames): Promise<void> {
  const index = client.index<Term>(terms);
  const { facetDistribution = {} } = await client
    .index(products)
    .search('', { facets: Object.keys(termAttributes), limit: 0 });
  const names = Object.entries(termAttributes).flatMap(([attribute, kind]) =>
    Object.entries(facetDistribution[attribute] ?? {}).map(([value, count]): Term => {
      const { handle: target, name: text } = readFacetPair(value);
      return { id: createHash('sha256').update(`${kind} ${value}`).digest('base64url'), kind, text, target, count };
    }),
  );
  const pages = await client
    .index<ContentDocument>(content)
    .getDocuments({ filter: 'kind = PAGE', fields: ['id', 'title', 'target'], limit: maxPages });
  const wanted = [
    ...names,
    ...pages.results.map(({ id, title: text, target }): Term => ({ id, kind: 'PAGE', text, target, count: 1 })),
  ];
  const { results: existing } = await index.getDocuments({ limit: 10_000 });
  const counts = new Map(existing.map((term) => [term.id, countedName(term)]));
  const changed = wanted.filter((term) => counts.get(term.id) !== countedName(term));
  const ids = new Set(wanted.map(({ id }) => id));
  const dropped = existing.map(({ id }) => id).filter((id) => !ids.has(id));
  if (changed.length > 0) await complete(index.addDocuments(changed));
  if (dropped.length > 0) await complete(index.deleteDocuments(dropped));
}

/** What may change in a completion: a page keeps its id when it gets another title. */
function countedName({ text, count }: Term): string {
  return `${count} ${text}`;
}
