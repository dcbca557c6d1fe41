import type { CacheEntry } from '../cache/entry.ts';
import type { Encoding } from '../http/compression.ts';
import type { UsedMarket } from '../markets.ts';
import { withOwnMemory } from './appendable.ts';

/** The kept answer to one request. */
export interface KeptAnswer {
  key: string;
  entry: CacheEntry;
  /** Whether the request itself executed nothing for it. */
  isFound: boolean;
}

/** What is kept with an answer. */
export interface AnswerFacts {
  /** What subgraphs reported about the market and the texts; empty where none did. */
  market: UsedMarket;
  /** Seconds for which caches may keep it that do not learn of changes. */
  maxAge: number;
  /** Milliseconds after its life for which its hints allow to use it while a subgraph fails. */
  staleIfError: number;
  /** A hash of the data. */
  hash: string;
}

export function factsOf({ extra }: CacheEntry): AnswerFacts {
  return extra as AnswerFacts;
}

/** The forms of an answer: the beginning of its response, up to the end of `data`, in each encoding. */
export type AnswerForms = { identity: Buffer } & Partial<Record<Encoding, Buffer>>;

export function formsOf({ value }: CacheEntry): AnswerForms {
  return value as AnswerForms;
}

/** The first form of an answer with this data as JSON. */
export function beginningOf(data: string): Buffer {
  return withOwnMemory(encoder.encode(`${opening}${data}`));
}

/** The `data` of an answer as JSON. */
export function dataOf(entry: CacheEntry): string {
  return formsOf(entry).identity.toString('utf8', opening.length);
}

const opening = '{"data":';
const encoder = new TextEncoder();
