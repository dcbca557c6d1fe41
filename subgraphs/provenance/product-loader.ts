import DataLoader from 'dataloader';
import type { Asset } from './assets/assets.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { ProductIds, ProductPart, ProductParts } from './ledger/product-parts.ts';
import type { Material, MaterialUse, Passport, Provenance } from './ledger/records.ts';

/** Loads the rows of products. All kinds of rows that are requested within one tick are one SQL statement. */
export interface ProductLoader {
  /** `ahead` are the kinds that the operation will ask for next. They are read by the same statement. */
  provenance(id: string, ahead?: readonly ProductPart[]): Promise<Provenance | null>;
  materialUses(id: string): Promise<MaterialUse[]>;
  assets(id: string): Promise<Asset[]>;
  passport(id: string): Promise<Passport | null>;
  clearAll(): void;
}

/** The maximum number of products and kinds in one statement: 200 products with all of their rows. */
const mostKeysAStatement = 1_000;

/** Creates the loader of one request. The materials of products are also put into the loader `material`. */
export function createProductLoader(ledger: Ledger, material: DataLoader<string, Material | null>): ProductLoader {
  const read = async (keys: readonly (readonly [ProductPart, string])[]) => {
    const ids: ProductIds = Object.fromEntries(
      [...Map.groupBy(keys, ([part]) => part)].map(([part, ofPart]) => [part, ofPart.map(([, id]) => id)]),
    );
    const { materials, ...parts } = await ledger.productParts(ids);
    for (const row of materials) material.prime(row.id, row);
    const lists = new Map(
      Object.entries(parts).map(([part, rows]) => [
        part,
        Map.groupBy<string, { productId: string }>(rows, (row) => row.productId),
      ]),
    );
    return keys.map(([part, id]) => lists.get(part)?.get(id) ?? []);
  };
  const loader = new DataLoader(read, {
    cacheKeyFn: ([part, id]) => `${part} ${id}`,
    maxBatchSize: mostKeysAStatement,
  });
  const rows = <Part extends ProductPart>(part: Part, id: string) =>
    loader.load([part, id]) as Promise<unknown> as Promise<ProductParts[Part]>;
  return {
    provenance: async (id, ahead = []) => {
      // A failure is reported by the fields that use the rows.
      for (const part of ahead) rows(part, id).catch(() => {});
      return (await rows('provenance', id))[0] ?? null;
    },
    materialUses: (id) => rows('materialUses', id),
    assets: (id) => rows('assets', id),
    passport: async (id) => (await rows('passports', id))[0] ?? null,
    clearAll: () => void loader.clearAll(),
  };
}
