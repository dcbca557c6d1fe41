import { createHash } from 'node:crypto';
import { type AssetMetadataType, createClient, type SanityClient, type SanityDocumentStub } from '@sanity/client';
import sharp from 'sharp';
import { z } from 'zod';
import { validationErrorsOf } from '#backends/sanity/validate.ts';
import { type Environment, readConfig } from '#kit/process/config.ts';
import type { Block } from '../blocks.ts';
import { pictures } from '../pictures.ts';
import type { PictureTexts, Texts } from '../translations/types.ts';
import type { ArticleDraft, Artisan, Catalogue } from '../types.ts';
import { articleTranslations, artisanTranslations, translationIdsOf, translationsIn } from './journal-translations.ts';
import { drawPlate, type PlateSubject } from './plates.ts';
import { type ImageBlock, reference, toPortableText } from './portable-text.ts';
import { siteDocuments } from './site.ts';

/** The part of the catalogue that goes to Sanity. */
export type JournalCatalogue = Pick<
  Catalogue,
  'artisans' | 'articles' | 'drafts' | 'synonyms' | 'pins' | 'site' | 'locations'
>;

const settings = z.object({
  SANITY_PROJECT_ID: z.string(),
  SANITY_DATASET: z.string(),
  SANITY_API_VERSION: z.string().default('2025-02-19'),
  SANITY_API_HOST: z.url().optional(),
  SANITY_TOKEN: z.string(),
});

const documentsPerTransaction = 100;

/** Number of different plates for the same two colours: enough variety, and few enough for thousands of articles. */
const variants = 12;

/**
 * Writes missing artisans, articles, drafts, search synonyms, pinned search results and documents of the site to Sanity, with their pictures, and resolves to the number of
 * artisans and articles in the catalogue. Idempotent: existing documents stay as editors left them. A document is missing
 * only when it has neither a draft nor a published version, so an unpublished article stays unpublished.
 */
export async function seedJournal(
  catalogue: JournalCatalogue,
  env: Environment,
): Promise<{ articles: number; artisans: number }> {
  const client = connect(env);
  const { synonyms, pins } = catalogue;
  const site = siteDocuments(catalogue.site, catalogue.locations);
  const ids = [
    ...[...catalogue.artisans, ...catalogue.articles, ...catalogue.drafts, ...synonyms, ...pins].map(({ id }) => id),
    ...site.map(({ _id }) => _id),
    ...catalogue.articles.flatMap(translationIdsOf),
  ];
  const versions = [...ids, ...ids.map(draftIdOf)];
  const present = new Set(await client.fetch<string[]>('*[_id in $versions]._id', { versions }));
  const isMissing = ({ id }: { id: string }) => !present.has(id) && !present.has(draftIdOf(id));
  const artisans = catalogue.artisans.filter(isMissing);
  const articles = catalogue.articles.filter(isMissing);
  const drafts = catalogue.drafts.filter(isMissing);
  const untranslated = catalogue.articles.filter((article) =>
    translationIdsOf(article).some((id) => isMissing({ id })),
  );

  const subjects = [
    ...artisans.flatMap((artisan) => [portraitOf(artisan), ...picturesOf(artisan.slug, artisan.biography)]),
    ...[...articles, ...drafts].flatMap((article) => [heroOf(article), ...picturesOf(article.slug, article.narrative)]),
    ...untranslated.flatMap(({ slug, narrative }) => picturesOf(slug, narrative)),
  ];
  const assetOf = await uploadPlates(client, subjects);
  // Artisans first, because articles refer to them.
  await write(
    client,
    artisans.map((artisan) => artisanDocument(artisan, assetOf)),
  );
  await write(
    client,
    articles.map((article) => articleDocument(article, assetOf)),
  );
  await write(
    client,
    untranslated
      .flatMap((article) => articleTranslations(article, (block) => assetOf(pictureOf(article.slug, block))))
      .filter(({ _id }) => isMissing({ id: _id })),
  );
  await write(
    client,
    drafts.map((draft) => ({ ...articleDocument(draft, assetOf), _id: draftIdOf(draft.id) })),
  );
  await write(
    client,
    synonyms.filter(isMissing).map(({ id, ...group }) => ({ _id: id, _type: 'searchSynonyms', ...group })),
  );
  await write(
    client,
    pins.filter(isMissing).map(({ id, queries, language, products }) => ({
      _id: id,
      _type: 'searchPins',
      queries,
      language,
      products: products.map((productId) => ({ _key: productId, _type: 'productReference', productId })),
    })),
  );
  await write(
    client,
    site.filter(({ _id }) => isMissing({ id: _id })),
  );
  return { articles: catalogue.articles.length, artisans: catalogue.artisans.length };
}

type AssetOf = (subject: PlateSubject) => string;

function connect(env: Environment): SanityClient {
  const config = readConfig('seed of the journal', settings, env);
  return createClient({
    projectId: config.SANITY_PROJECT_ID,
    dataset: config.SANITY_DATASET,
    apiVersion: config.SANITY_API_VERSION,
    token: config.SANITY_TOKEN,
    ...(config.SANITY_API_HOST && { apiHost: config.SANITY_API_HOST.replace(/\/$/, ''), useProjectHostname: false }),
    useCdn: false,
    perspective: 'raw',
    timeout: 60_000,
    maxRetries: 2,
  });
}

/** Validates all documents by the rules of the Studio before writing, because Sanity accepts any document. */
async function write(client: SanityClient, documents: (SanityDocumentStub & { _id: string })[]): Promise<void> {
  for (const document of documents) {
    const errors = document._id.startsWith('drafts.') ? [] : validationErrorsOf(document);
    if (errors.length > 0) throw new Error(`The catalogue's ${document._id} is invalid: ${errors.join('; ')}`);
  }
  for (const batch of batches(documents, documentsPerTransaction)) {
    const transaction = client.transaction();
    for (const document of batch) transaction.createIfNotExists(document);
    await transaction.commit({ returnDocuments: false });
  }
}

/** Draws each different plate once and uploads the missing ones; the id of an asset is derived from its content. */
async function uploadPlates(client: SanityClient, subjects: PlateSubject[]): Promise<AssetOf> {
  const distinct = new Map(subjects.map((subject) => [nameOf(subject), subject]));
  const assetIds = new Map<string, string>();
  for (const batch of batches([...distinct], 24)) {
    const drawn = await Promise.all(
      batch.map(async ([name, subject]) => {
        const bytes = await drawPlate(subject);
        return { name, bytes, id: await assetIdOf(bytes) };
      }),
    );
    const ids = drawn.map(({ id }) => id);
    const present = new Set(await client.fetch<string[]>('*[_id in $ids]._id', { ids }));
    await Promise.all(
      drawn.map(async ({ name, bytes, id }) => {
        const extract: AssetMetadataType[] = ['lqip', 'blurhash', 'palette', 'thumbhash'];
        if (!present.has(id)) await client.assets.upload('image', bytes, { filename: `${name}.webp`, extract });
        assetIds.set(name, id);
      }),
    );
  }
  return (subject) => assetIds.get(nameOf(subject)) as string;
}

async function assetIdOf(bytes: Buffer): Promise<string> {
  const { width, height, format } = await sharp(bytes).metadata();
  return `image-${createHash('sha1').update(bytes).digest('hex')}-${width}x${height}-${format}`;
}

function artisanDocument(artisan: Artisan, assetOf: AssetOf) {
  return {
    _id: artisan.id,
    _type: 'artisan',
    name: artisan.name,
    slug: { _type: 'slug', current: artisan.slug },
    craft: artisan.craft,
    atelier: artisan.atelier,
    biography: toPortableText(artisan.biography, (block) => assetOf(pictureOf(artisan.slug, block))),
    portrait: { ...image(assetOf(portraitOf(artisan)), (texts) => texts.portrait(artisan.name)), hotspot: face },
    ...artisanTranslations(artisan, (block) => assetOf(pictureOf(artisan.slug, block))),
  };
}

function articleDocument(article: ArticleDraft, assetOf: AssetOf) {
  return {
    _id: article.id,
    _type: 'article',
    title: article.title,
    slug: { _type: 'slug', current: article.slug },
    mood: article.mood,
    publishedAt: article.publishedAt,
    author: article.author,
    heroImage: image(assetOf(heroOf(article)), (texts, translated) =>
      texts.plate(translated?.articles[article.id as `art_${string}`]?.title ?? article.title),
    ),
    narrative: toPortableText(article.narrative, (block) => assetOf(pictureOf(article.slug, block))),
    linkedProducts: article.linkedProducts.map((productId) => ({
      _key: productId,
      _type: 'productReference',
      productId,
    })),
    artisans: article.artisans.map((id) => ({ _key: id, ...reference(id) })),
  };
}

function draftIdOf(id: string): string {
  return `drafts.${id}`;
}

/** A picture with its alternative text in every language. */
function image(assetId: string, alt: (pictures: PictureTexts, translated?: Texts) => string) {
  return {
    ...{ _type: 'image', asset: reference(assetId), alt: alt(pictures) },
    ...translationsIn((texts) => ({ alt: alt(texts.pictures, texts) })),
  };
}

/** Where the head is in every portrait. */
const face = { _type: 'sanity.imageHotspot', x: 0.5, y: 0.43, width: 0.3, height: 0.3 };

function portraitOf({ slug, palette }: Artisan): PlateSubject {
  return { kind: 'portrait', palette, seed: variantOf(slug) };
}

function heroOf({ slug, palette }: ArticleDraft): PlateSubject {
  return { kind: 'hero', palette, seed: variantOf(slug) };
}

function picturesOf(slug: string, blocks: Block[]): PlateSubject[] {
  return blocks.flatMap((block) => (block.kind === 'image' ? pictureOf(slug, block) : []));
}

function pictureOf(slug: string, { alt, palette }: ImageBlock): PlateSubject {
  return { kind: 'inline', palette, seed: variantOf(`${slug} ${alt}`) };
}

function variantOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt16BE(0) % variants;
}

function nameOf({ kind, palette, seed }: PlateSubject): string {
  return [kind, ...palette.map((colour) => colour.slice(1)), seed].join('-');
}

function batches<T>(items: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) => items.slice(n * size, (n + 1) * size));
}
