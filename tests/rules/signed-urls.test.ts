import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { cachingHeaders } from '#gateway/answers/shared-caching.ts';
import { createEntry } from '#gateway/cache/entry.ts';
import { bucketShape } from '#kit/stores/s3.ts';
import { openDocuments } from '#subgraphs/provenance/assets/documents.ts';

const schema = readFileSync(join(import.meta.dirname, '../../schema/provenance.graphql'), 'utf8');
const documents = openDocuments(
  bucketShape.parse({
    ...{ S3_BUCKET: 'assets', S3_REGION: 'eu-south-1' },
    ...{ AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' },
  }),
);

describe('The signed URL of a file', () => {
  const lives = [...schema.matchAll(/^ {2}(?:url|expiresAt): \S+ @cacheControl\((.*)\)$/gm)].map(([, hint]) => hint);
  const maxAge = Number(/^maxAge: (\d+)$/.exec(lives[0] ?? '')?.[1]);

  it('has the same life in all types, and is not kept longer while a backend fails', () => {
    expect(lives).toEqual(Array.from({ length: 10 }, () => `maxAge: ${maxAge}`));
  });

  it('is valid for five more minutes in every cache, whenever it was read', () => {
    const windowStart = Date.parse('2026-03-01T09:30:00Z');
    for (let second = 0; second <= 300; second += 1) {
      const readAt = windowStart + second * 1_000;
      const validFor = documents.signerAt(new Date(readAt)).expiresAt.getTime() - readAt;
      // A whole answer is made of results that are this old, and has what remains of their life.
      for (const age of [0, 1, maxAge / 2, maxAge - 1]) {
        const kept = { value: '', tags: ['provenance/product:a'], maxAge, extra: { maxAge, staleIfError: 0 } };
        const unit = createEntry(kept, performance.now() - age * 1_000);
        const sent = String(cachingHeaders(unit));
        const [, life, longer] = /max-age=(\d+), stale-while-revalidate=(\d+)/.exec(sent) ?? [];
        const shownUntil = (age + Number(life) + Number(longer)) * 1_000;

        expect(validFor - shownUntil).toBeGreaterThanOrEqual(5 * 60_000);
      }
    }
  });
});
