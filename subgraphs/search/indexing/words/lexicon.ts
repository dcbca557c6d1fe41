import { isDeepStrictEqual } from 'node:util';
import type { Log } from '#kit/process/log.ts';
import { nameFields, type ProductDocument } from '../document.ts';
import type { LiveIndex } from '../live-index.ts';
import { plainWords } from './plain-words.ts';
import { phrasesOf, type SynonymGroup, synonymsFrom, wordsIn } from './synonyms.ts';

/** What the search engine's synonyms are made from; stored in the search engine, next to the documents. */
export interface LexiconRecord {
  /** The words by which products are named. Grows until the index is built the next time. */
  vocabulary: string[];
  /** The editors' synonyms. */
  groups: SynonymGroup[];
  /** The editors' phrases as they may be typed; the words of a phrase are searched together. */
  phrases: string[];
}

/** The words by which products are named, and the editors' synonyms. */
export interface Lexicon {
  /** Clears the words of products, before all documents are read again. */
  restart(): Promise<void>;
  /** Adds the words by which documents are named. */
  learn(documents: readonly Partial<ProductDocument>[]): Promise<void>;
  /**
   * Updates the engine's synonyms where the editors or the names of products have changed, and the words that count as
   * written correctly: `throw` is no typing error of `thrown`. Rejects when the engine cannot be reached.
   */
  follow(): Promise<void>;
}

interface LexiconOptions {
  index: LiveIndex;
  /** Reads the editors' synonyms; while it rejects, the last ones read are used. */
  readGroups(): Promise<SynonymGroup[]>;
  log: Log;
  /** Milliseconds from one reading to the next. */
  readEvery: number;
}

/** A lexicon over the index, loaded at its first use. */
export function createLexicon({ index, readGroups, log, readEvery }: LexiconOptions): Lexicon {
  const vocabulary = new Set<string>();
  let kept: LexiconRecord | undefined;
  let groups: SynonymGroup[] = [];
  let readAt = 0;
  let isUnreadable = false;

  const load = async () => {
    if (kept) return;
    kept = (await index.lexicon()) ?? { vocabulary: [], groups: [], phrases: [] };
    for (const word of kept.vocabulary) vocabulary.add(word);
    groups = kept.groups;
  };
  const readAgain = async () => {
    if (Date.now() < readAt + readEvery) return;
    readAt = Date.now();
    try {
      groups = await readGroups();
      isUnreadable = false;
    } catch (error) {
      if (!isUnreadable) log.warn({ err: error }, 'the synonyms of the editors cannot be read');
      isUnreadable = true;
    }
  };

  return {
    async restart() {
      await load();
      vocabulary.clear();
      readAt = 0;
    },
    async learn(documents) {
      await load();
      for (const word of wordsIn(documents.flatMap(namesOf))) vocabulary.add(word);
    },
    async follow() {
      await load();
      await readAgain();
      const next = { vocabulary: [...vocabulary].sort(), groups, phrases: phrasesOf(groups) };
      if (isDeepStrictEqual(next, kept)) return;
      const synonyms = synonymsFrom(next.groups, next.vocabulary);
      await index.saveWords(synonyms, [...new Set([...plainWords, ...next.vocabulary, ...Object.keys(synonyms)])]);
      await index.saveLexicon(next);
      kept = next;
    },
  };
}

function namesOf(document: Partial<ProductDocument>): string[] {
  return nameFields.flatMap((field) => document[field] ?? []);
}
