import type { Cache } from '../cache/cache.ts';
import type { CacheEntry } from '../cache/entry.ts';
import type { Encoding } from '../http/compression.ts';
import { type Appendable, startEncoding } from './appendable.ts';
import { formsOf, type KeptAnswer } from './kept-answer.ts';

/** Returns the beginning of a response with a kept answer, up to the end of `data`, in an encoding. */
export type EncodeAnswer = (answer: KeptAnswer, encoding: Encoding) => Promise<Appendable> | Appendable;

/** Encodes each answer once, when a client first wants it, and keeps the bytes with it in the cache, where they count. */
export function encodeAnswers(cache: Cache): EncodeAnswer {
  const running = new WeakMap<CacheEntry, Map<Encoding, Promise<Appendable>>>();

  const start = async ({ key, entry }: KeptAnswer, encoding: Exclude<Encoding, 'identity'>) => {
    const { identity } = formsOf(entry);
    const form = await startEncoding(identity, encoding);
    const present = cache.peek(key);
    // Another form may have been added since, or another answer kept.
    if (present && formsOf(present).identity === identity) {
      cache.replace(key, present, { ...formsOf(present), [encoding]: form });
    }
    return form;
  };

  return (answer, encoding) => {
    const { entry } = answer;
    const kept = formsOf(entry)[encoding];
    if (kept || encoding === 'identity') return kept as Appendable;
    const forms = running.get(entry) ?? new Map<Encoding, Promise<Appendable>>();
    running.set(entry, forms);
    const form = forms.get(encoding) ?? start(answer, encoding);
    forms.set(encoding, form);
    return form;
  };
}
