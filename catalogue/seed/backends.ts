import { join } from 'node:path';
import { migrateMedusa } from '#backends/medusa/migrate.ts';
import { type Commerce, seedMedusa } from '#backends/medusa/seed.ts';
import { migrate } from '#backends/postgres/migrate.ts';
import { provision } from '#backends/postgres/provision.ts';
import type { Environment } from '#kit/process/config.ts';
import type { LocalBackend } from '#kit/process/local-backend.ts';
import { type BackendName, type LocalFiles, startBackend } from '#launcher/backends.ts';
import { withDefaults } from '#launcher/environment.ts';
import { openLogs } from '#launcher/logs.ts';
import type { Progress } from '#launcher/progress.ts';
import { startReaper } from '#launcher/reaper.ts';
import { openSecrets } from '#launcher/secrets.ts';
import { finishesOf } from '../finishes.ts';
import { withPresentation } from '../presentation.ts';
import type { TranslationLanguage } from '../translations/types.ts';
import type { Catalogue } from '../types.ts';
import { type SeededAssets, type SeededPicture, seedAssets } from './assets.ts';
import { seedCovers } from './covers.ts';
import { seedCurators } from './curator.ts';
import { groupsOf } from './groups.ts';
import { seedJournal } from './journal.ts';
import { pictureTerms } from './picture-terms.ts';
import { seedProvenance } from './provenance.ts';

export interface SeedOptions {
  catalogue: Catalogue;
  dataDir: string;
  /** Configures the backends. Those that it does not configure are started in `dataDir` during the seed. */
  env: Environment;
  progress: Progress;
}

/** The number of entries in the backends after the seed. */
export interface SeedCounts {
  products: number;
  articles: number;
  materials: number;
}

/**
 * Migrates the databases and writes the catalogue to Medusa, PostgreSQL, Sanity and S3. Idempotent: existing entries are
 * kept. All backends that it started are stopped when it resolves or rejects.
 */
export async function seedBackends({ catalogue, dataDir, env, progress }: SeedOptions): Promise<SeedCounts> {
  const logs = openLogs(join(dataDir, 'logs'), env);
  const reaper = startReaper();
  const files: LocalFiles = { dataDir, secret: openSecrets(dataDir), log: logs.write };
  const given = withDefaults(env);
  const running: LocalBackend[] = [];
  const start = (name: BackendName) =>
    progress.step(name, async () => {
      const backend = await startBackend(name, files, given);
      running.push(backend);
      return backend.env;
    });

  try {
    const addresses = await Promise.all((['postgres', 'sanity', 's3'] as const).map(start));
    const found: Record<string, string | undefined> = Object.assign({ ...given }, ...addresses);
    Object.assign(found, await provision(found.POSTGRES_URL as string, files.secret), {
      MEDUSA_CURATOR_PASSWORD: files.secret('medusa-curator'),
    });
    await Promise.all([
      migrate(found.PROVENANCE_OWNER_URL as string, 'provenance'),
      migrate(found.IDENTITY_OWNER_URL as string, 'identity'),
    ]);
    await seedCurators(found.IDENTITY_DATABASE_URL as string, files.secret('medusa-curator'));
    // In parallel: the migrations of Medusa use only one core.
    const migrated = progress.step('Medusa’s migrations', (say) => migrateMedusa(found, say));
    const assets = progress.step('3D assets and pictures', () => seedAssets(pictured(catalogue), found));
    const journal = progress.step('articles', () => seedJournal(catalogue, found));
    const covered = assets.then((made) => seedCovers(groupsOf(catalogue), made, found));
    const [made, covers] = await Promise.all([assets, covered, journal, migrated]);
    await Promise.all([
      progress.step('provenance', () => seedProvenance(catalogue, made, found)),
      progress.step('Medusa', (say) => seedMedusa(commerceOf(catalogue, made, covers), found, say)),
    ]);
    return {
      products: catalogue.products.length,
      articles: catalogue.articles.length,
      materials: catalogue.materials.length,
    };
  } finally {
    await Promise.all(running.map((backend) => backend.stop()));
    reaper.dismiss();
    await logs.close();
  }
}

function pictured({ products }: Catalogue) {
  return products.map((product) => ({ ...product, finishes: finishesOf(product) }));
}

/** The part of the catalogue for Medusa, with pictures by their keys in the media bucket. */
function commerceOf(
  catalogue: Catalogue,
  assets: ReadonlyMap<string, SeededAssets>,
  covers: ReadonlyMap<string, SeededPicture>,
): Commerce {
  const products = catalogue.products.map((product) => {
    const { pictures = [], swatches = {} } = assets.get(product.id) ?? {};
    const images = pictures.map(imageOf);
    const [finish] = finishesOf(product);
    const inColours = finish && {
      option: finish.option,
      images: Object.fromEntries(
        [...Map.groupBy(pictures, ({ value }) => value ?? '')].map(([value, own]) => [
          value,
          own.map(({ key }) => key),
        ]),
      ),
      swatches: Object.fromEntries(
        Object.entries(swatches).map(([value, { key, ...place }]) => [value, { url: key, ...place }]),
      ),
    };
    return withPresentation({
      ...{ ...product, images },
      ...(images[0] && { thumbnail: images[0].url }),
      ...(inColours && { inColours }),
    });
  });
  const withCover = <Grouped extends { id: string }>(group: Grouped) => {
    const cover = covers.get(group.id);
    return { ...group, ...(cover && { image: imageOf(cover) }) };
  };
  const inLanguage = (language: TranslationLanguage) => {
    const texts = catalogue.translations[language];
    return {
      ...{ products: texts.products, collections: texts.collections, categories: texts.categories },
      terms: { ...texts.terms, ...texts.delivery, ...pictureTerms(catalogue, language) },
    };
  };
  return {
    ...catalogue,
    products,
    collections: catalogue.collections.map(withCover),
    categories: catalogue.categories.map(withCover),
    translations: { 'fr-FR': inLanguage('FR'), 'ja-JP': inLanguage('JA'), 'it-IT': inLanguage('IT') },
  };
}

function imageOf({ key, altText, value: _, ...place }: SeededPicture) {
  return { url: key, alt: altText, ...place };
}
