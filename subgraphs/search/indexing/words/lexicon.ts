import { isDeepStrictEqual } from 'node:util';
import type { Language } from '#kit/graph/languages/language.ts';
import type { Log } from '#kit/process/log.ts';
import { nameAttributes } from '../../attributes.ts';
import type { LexiconRecord, SynonymGroup } from '../../meilisearch/records.ts';
import type { ProductDocument } from '../documents/document.ts';
import type { LiveIndex } from '../live-index.ts';
import { plainWords } from './plain-words.ts';
import { phrasesOf, synonymsFrom, wordsIn } from './synonyms.ts';

/** The words in the names of products, and the editors' synonyms. */
export interface Lexicon {
  /** The words of an index that is being built. */
  draft(): LexiconDraft;
  /** Adds the words in the names of documents. */
  addDocuments(documents: readonly Partial<ProductDocument>[]): Promise<void>;
  /**
   * Updates the engine's synonyms when the editors' synonyms or the names of products have changed, and the words that are
   * never corrected: `throw` is not a typing error of `thrown`. Rejects when the engine is unavailable.
   */
  sync(): Promise<void>;
}

/** Collects the words of an index that is being built; the live index keeps its own until `promote`. */
export interface LexiconDraft {
  addDocuments(documents: readonly Partial<ProductDocument>[]): void;
  /** Replaces the words of products by those of the draft. The next `sync` writes them to the index, which is a new one. */
  promote(): Promise<void>;
}

interface LexiconOptions {
  /** Of the names of products; English by default. */
  language?: Language;
  index: Pick<LiveIndex, 'lexicon' | 'saveLexicon' | 'saveWords'>;
  /** Reads the editors' synonyms. While it rejects, the last ones are used. */
  readGroups(): Promise<SynonymGroup[]>;
  log: Log;
  /** Milliseconds from one read to the next. */
  readEvery: number;
}

/** The lexicon is loaded from the index at its first use. */
export function createLexicon({ index, readGroups, log, readEvery, language = 'EN' }: LexiconOptions): Lexicon {
  const vocabulary = new Set<string>();
  let saved: LexiconRecord | undefined;
  let groups: SynonymGroup[] = [];
  let readAt = 0;
  let isUnavailable = false;
  let isNewIndex = false;

  const load = async () => {
    if (saved) return;
    saved = (await index.lexicon()) ?? { vocabulary: [], groups: [], phrases: [] };
    for (const word of saved.vocabulary) vocabulary.add(word);
    groups = saved.groups;
  };
  const refreshGroups = async () => {
    if (Date.now() < readAt + readEvery) return;
    readAt = Date.now();
    try {
      groups = await readGroups();
      isUnavailable = false;
    } catch (error) {
      if (!isUnavailable) log.warn({ event: 'synonyms_unavailable', err: error }, 'synonyms unavailable');
      isUnavailable = true;
    }
  };

  return {
    draft() {
      const words = new Set<string>();
      return {
        addDocuments: (documents) => addWords(documents, words),
        async promote() {
          await load();
          vocabulary.clear();
          for (const word of words) vocabulary.add(word);
          readAt = 0;
          isNewIndex = true;
        },
      };
    },
    async addDocuments(documents) {
      await load();
      addWords(documents, vocabulary);
    },
    async sync() {
      await load();
      await refreshGroups();
      const next = { vocabulary: [...vocabulary].sort(), groups, phrases: phrasesOf(groups, language) };
      if (!isNewIndex && isDeepStrictEqual(next, saved)) return;
      const synonyms = synonymsFrom(next.groups, next.vocabulary, language);
      const common = language === 'EN' ? plainWords : [];
      await index.saveWords(synonyms, [...new Set([...common, ...next.vocabulary, ...Object.keys(synonyms)])]);
      await index.saveLexicon(next);
      saved = next;
      isNewIndex = false;
    },
  };
}

function addWords(documents: readonly Partial<ProductDocument>[], into: Set<string>): void {
  const names = documents.flatMap((document) => nameAttributes.flatMap((name) => document[name] ?? []));
  for (const word of wordsIn(names)) into.add(word);
}
