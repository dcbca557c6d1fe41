import DataLoader from 'dataloader';
import { byId, listBy } from '#kit/graph/loader.ts';
import type { ContextOf } from '#kit/graph/server/subgraph.ts';
import type { Signer } from './assets/documents.ts';
import type { Uploads } from './assets/uploads.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { PassportEvent } from './ledger/passport.ts';
import type { Listed, ListedProduct, Material, PageOf } from './ledger/records.ts';
import { createProductLoader } from './product-loader.ts';

/** The services of one request. */
export interface ProvenanceServices {
  ledger: Ledger;
  loaders: Loaders;
  /** Signs URLs of files, all with the same time of expiry. */
  signer: Signer;
  uploads: Uploads;
}

/** The GraphQL context of one request. */
export type Context = ContextOf<ProvenanceServices>;

export type Loaders = ReturnType<typeof createLoaders>;

/** Creates the loaders of one request. Each batches all loads of one tick into one SQL statement. */
export function createLoaders(ledger: Ledger) {
  const material = byId(ledger.materials, ({ id }) => id);
  return {
    ofProduct: createProductLoader(ledger, material),
    material,
    materialHistory: listBy(ledger.materialHistories, ({ materialId }) => materialId),
    modelResult: byId(ledger.modelResults, ({ sha256 }) => sha256),
    modelJob: byId(ledger.modelJobs, ({ sha256 }) => sha256),
    passportById: byId(ledger.passportsById, ({ id }) => id),
    supplier: byId(ledger.suppliers, ({ id }) => id),
    certification: byId(ledger.certifications, ({ id }) => id),
    passportEvents: pages<PassportEvent[]>(ledger.passportEvents),
    materialsOfSupplier: pages<Listed<Material>>(ledger.materialsOfSuppliers),
    productsOfMaterial: pages<Listed<ListedProduct>>(ledger.productsOfMaterials),
    productsOfArtisan: pages<Listed<ListedProduct>>(ledger.productsOfArtisans),
  };
}

/** Clears the caches of the loaders. Call it after each write. */
export function clearLoaders(loaders: Loaders): void {
  for (const loader of Object.values(loaders)) loader.clearAll();
}

function pages<Result>(fetch: (pages: readonly PageOf[]) => Promise<readonly Result[]>) {
  return new DataLoader<PageOf, Result, string>(fetch, {
    cacheKeyFn: ({ id, page }) => JSON.stringify([id, page.after, page.limit]),
    maxBatchSize: 200,
  });
}
