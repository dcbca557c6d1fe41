import { isDeepStrictEqual } from 'node:util';
import type { Log } from '#kit/log.ts';
import { classOf, type ProductDocument, searchedFields } from '../document.ts';
import type { LiveIndex } from './live-index.ts';
import { plainWords } from './plain-words.ts';
import { phrasesOf, type SynonymGroup, synonymsFrom, wordsIn } from './synonyms.ts';

/** What the search engine's synonyms are made from; kept in the search engine, as what it speaks of is. */
export interface LexiconRecord {
  /** The words by which products are named. Grows until the index is built the next time. */
  vocabulary: string[];
  /** What editors say of words. */
  groups: SynonymGroup[];
  /** The editors' phrases as they may be typed: what is typed together is looked up together. */
  phrases: string[];
}

/** The words by which products are named, and what editors say of words. */
export interface Lexicon {
  /** Forgets the words of products: all are about to be learnt. */
  restart(): Promise<void>;
  /** Takes the words by which documents are named. */
  learn(documents: readonly Partial<ProductDocument>[]): Promise<void>;
  /**
   * Makes the engine's synonyms follow, where editors or products use words otherwise than before, and which words are
   * whole: a `throw` is no typing error of `thrown`. Rejects when the engine is away.
   */
  follow(): Promise<void>;
}

export interface LexiconOptions {
  index: LiveIndex;
  /** Reads what editors say of words; while it rejects, what they said last holds. */
  readGroups(): Promise<SynonymGroup[]>;
  log: Log;
  /** Milliseconds from one reading to the next. */
  readEvery: number;
}

export function createLexicon({ index, readGroups, log, readEvery }: LexiconOptions): Lexicon {
  const vocabulary = new Set<string>();
  let kept: LexiconRecord | undefined;
  let groups: SynonymGroup[] = [];
  let readAt = 0;
  let isAway = false;

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
      isAway = false;
    } catch (error) {
      if (!isAway) log.warn({ err: error }, 'the synonyms of the editors cannot be read');
      isAway = true;
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

/** The fields that name products, in which typing errors are forgiven. */
const nameFields = searchedFields.filter((field) => ['kind', 'trait'].includes(classOf(field)));
