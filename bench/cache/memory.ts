import { hash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Cache, openCache } from '#gateway/cache/cache.ts';
import { createLog } from '#kit/process/log.ts';

/**
 * `npm run bench:cache:memory`: keeps 100,000 different pages, each as the responses of its fetches, as a text, and as a text with
 * an encoded form, and compares the memory that the process uses with the setting. Exits with 1 beyond 10 %.
 */
const setting = Number(process.env.CACHE_MEMORY_MB || 64);
const pages = 100_000;
const megabyte = 1_048_576;

for (const kind of ['responses', 'texts', 'forms'] as const) {
  const cache = openCache({ maxBytes: setting * megabyte, log: createLog('bench', 'silent') });
  // What the first filling leaves behind, such as compiled code, is not of the cache.
  fill(cache, kind);
  cache.invalidate(['*']);
  const before = await usedBytes();
  fill(cache, kind);
  const ratio = ((await usedBytes()) - before) / megabyte / setting;
  const { entries, bytes } = cache.counters();
  const isWithin = Math.abs(ratio - 1) <= 0.1;
  if (!isWithin) process.exitCode = 1;
  const counted = (bytes / megabyte).toFixed(1);
  process.stdout.write(
    `${kind}: ${entries} entries, ${counted} MB counted, ${(ratio * 100).toFixed(1)} % of ${setting} MB used\n`,
  );
  await cache.close();
}

function fill(cache: Cache, kind: 'responses' | 'texts' | 'forms'): void {
  for (let page = 0; page < pages; page += 1) {
    const key = hash('sha256', String(page), 'base64url');
    const own = [`commerce/product:prod_${page}`, `provenance/product:prod_${page}`];
    const shared = [
      'commerce/localization',
      `provenance/material:mat_${page % 50}`,
      `journal/article:art_${page % 500}`,
    ];
    const isResponse = kind === 'responses';
    const text = textOf(page, isResponse ? 200 + (page % 800) : 2_000 + (page % 16_000));
    const value = kind === 'forms' ? { text, gzip: Buffer.from(text.slice(0, text.length / 3)) } : text;
    cache.set(key, { value, tags: isResponse ? own : [...own, ...shared], maxAge: 300 }, cache.position());
  }
}

/** A text of its own: V8 would keep a repeated one as a tree of its parts. */
function textOf(page: number, length: number): string {
  return Buffer.alloc(length, `{"page":${page}}`).toString('latin1');
}

async function usedBytes(): Promise<number> {
  if (!globalThis.gc) throw new Error('Run with --expose-gc.');
  for (let round = 0; round < 4; round += 1) {
    globalThis.gc();
    await sleep(50);
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
