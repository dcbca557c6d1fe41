import DataLoader from 'dataloader';
import { byId, listBy } from '#kit/graph/loader.ts';
import type { ContextOf } from '#kit/graph/server/subgraph.ts';
import type { Signer } from './assets/documents.ts';
import type { Uploads } from './assets/uploads.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { PassportEvent } from './ledger/passport.ts';
import type { Listed, ListedProduct, Material, PageOf } from './ledger/records.ts';

/** What the room adds to a request. */
export interface Carried {
  ledger: Ledger;
  loaders: Loaders;
  /** Gives the addresses of files, all with one time of expiry. */
  signer: Signer;
  uploads: Uploads;
}

/** What one request carries. */
export type Context = ContextOf<Carried>;

export type Loaders = ReturnType<typeof loadersOver>;

/** Loaders for one request: whatever is asked for within one tick is one statement for each loader. */
export function loadersOver(ledger: Ledger) {
  return {
    provenance: byId(ledger.provenance, ({ productId }) => productId),
    materialHistory: listBy(ledger.materialHistories, ({ materialId }) => materialId),
    materialUses: listBy(ledger.materialUses, ({ productId }) => productId),
    material: byId(ledger.materials, ({ id }) => id),
    assets: listBy(ledger.assets, ({ productId }) => productId),
    passport: byId(ledger.passports, ({ productId }) => productId),
    passportById: byId(ledger.passportsById, ({ id }) => id),
    supplier: byId(ledger.suppliers, ({ id }) => id),
    certification: byId(ledger.certifications, ({ id }) => id),
    passportEvents: pages<PassportEvent[]>(ledger.passportEvents),
    materialsOfSupplier: pages<Listed<Material>>(ledger.materialsOfSuppliers),
    productsOfMaterial: pages<Listed<ListedProduct>>(ledger.productsOfMaterials),
    productsOfArtisan: pages<Listed<ListedProduct>>(ledger.productsOfArtisans),
  };
}

/** Has the loaders read anew what they have read already: to be called when something was written. */
export function forget(loaders: Loaders): void {
  for (const loader of Object.values(loaders)) loader.clearAll();
}

function pages<Result>(fetch: (pages: readonly PageOf[]) => Promise<readonly Result[]>) {
  return new DataLoader<PageOf, Result, string>(fetch, {
    cacheKeyFn: ({ id, page }) => JSON.stringify([id, page.after, page.limit]),
    maxBatchSize: 200,
  });
}
