import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { Environment } from '#kit/process/config.ts';
import { pictures } from '../pictures.ts';
import { thumbhashOf } from '../renderings/pictures/placeholder.ts';
import type { SeededAssets, SeededPicture } from './assets.ts';
import { type Group, listOf } from './groups.ts';
import { openStorage, type Storage } from './storage.ts';

/** Pixels of one product on a cover: pictures of products have this form, so that nothing of them is cut off. */
const part = { width: 480, height: 600 };

/** Increase it when covers change. */
const generation = 1;

/**
 * Makes and stores the cover of each collection and category: its first products side by side. Returns them by id. Idempotent: existing
 * covers are neither made nor stored again.
 */
export async function seedCovers(
  groups: readonly Group[],
  assets: ReadonlyMap<string, SeededAssets>,
  env: Environment,
): Promise<Map<string, SeededPicture>> {
  const storage = openStorage(env);
  try {
    const [records, files] = await Promise.all([
      storage.keys('assets', 'assets/covers/'),
      storage.keys('media', 'pictures/'),
    ]);
    const parts = new Map<string, Promise<Buffer>>();
    const partOf = (key: string) => {
      const found = parts.get(key) ?? storage.read('media', key).then(drawPart);
      parts.set(key, found);
      return found;
    };
    const covers = new Map<string, SeededPicture>();
    for (const { id, name, products } of groups) {
      const shown = products.flatMap(({ id: product }) => assets.get(product)?.pictures[0]?.key ?? []);
      if (shown.length === 0) continue;
      const record = `assets/covers/${createHash('sha256')
        .update(JSON.stringify([generation, shown]))
        .digest('hex')}.json`;
      const known = records.has(record) ? ((await storage.readJson(record)) as Cover) : undefined;
      const cover =
        known && files.has(known.key)
          ? known
          : await makeAndStore(storage, record, await Promise.all(shown.map((key) => partOf(key))));
      const titles = products.map(({ title }) => title);
      covers.set(id, { ...cover, altText: pictures.cover(name, listOf('en', titles)) });
    }
    return covers;
  } finally {
    storage.close();
  }
}

type Cover = Omit<SeededPicture, 'altText'>;

/** Raw pixels, which need no second compression. */
function drawPart(picture: Uint8Array): Promise<Buffer> {
  return sharp(picture).resize(part.width, part.height).removeAlpha().raw().toBuffer();
}

async function makeAndStore(storage: Storage, record: string, parts: readonly Buffer[]): Promise<Cover> {
  const size = { width: part.width * parts.length, height: part.height };
  const bytes = await sharp({ create: { ...size, channels: 3, background: '#fff' } })
    .composite(
      parts.map((input, index) => ({ input, raw: { ...part, channels: 3 }, left: index * part.width, top: 0 })),
    )
    .webp({ quality: 82, effort: 1 })
    .toBuffer();
  const key = `pictures/${createHash('sha256').update(bytes).digest('hex')}.webp`;
  const cacheControl = 'public, max-age=31536000, immutable';
  await storage.putOnce('media', { key, bytes, contentType: 'image/webp', cacheControl });
  const cover = { key, ...size, thumbhash: await thumbhashOf(bytes) };
  await storage.writeJson(record, cover);
  return cover;
}
