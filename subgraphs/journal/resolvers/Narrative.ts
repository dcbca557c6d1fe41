import type { NarrativeResolvers } from '#generated/journal.ts';
import {
  excerptOf,
  headingsOf,
  htmlOf,
  plainTextOf,
  readingTimeMinutesOf,
  wordCountOf,
} from '../narrative/narrative.ts';

export const Narrative: Required<NarrativeResolvers> = {
  html: (text) => htmlOf(text),
  plainText: (text) => plainTextOf(text),
  excerpt: (text, { words }) => excerptOf(text, words ?? 40),
  wordCount: (text) => wordCountOf(text),
  readingTimeMinutes: (text) => readingTimeMinutesOf(text),
  headings: (text) => headingsOf(text),
  blocks: (text) => text.slice(0, 1_000),
};
