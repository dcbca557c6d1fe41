import type { PendingQuery, Row, Sql } from 'postgres';
import type { RunQuery } from '#kit/stores/postgres.ts';
import type { Asset } from '../assets/assets.ts';
import { assets, materials, materialUses, passports, provenance } from './fragments.ts';
import type { Material, MaterialUse, Passport, Provenance } from './records.ts';

/** The rows of products, by kind. `materials` are those that the products are made of, each once. */
export interface ProductParts {
  provenance: Provenance[];
  materialUses: MaterialUse[];
  materials: Material[];
  assets: Asset[];
  passports: Passport[];
}

/** A kind of rows that belong to a product. */
export type ProductPart = keyof ProductParts;

/** The ids of the products whose rows are read, by kind; none of a kind that is missing. */
export type ProductIds = Partial<Record<ProductPart, readonly string[]>>;

/** One statement for all kinds of rows, because the round trip costs more than any of its parts. */
export function createProductStatement(query: RunQuery) {
  return {
    productParts: async (ids: ProductIds): Promise<ProductParts> => {
      const [{ parts }] = await query(
        (sql) => sql<[{ parts: string }]>`
          select json_build_object(
            'provenance', ${list(sql, ids.provenance, (of) => sql`${provenance(sql)} where product_id = any(${of})`)},
            'materialUses', ${list(sql, ids.materialUses, (of) => materialUses(sql, of))},
            'materials', ${list(
              sql,
              ids.materials,
              (of) => sql`${materials(sql)} where material.id in (
                select material_id from material_use where product_id = any(${of})
              )`,
            )},
            'assets', ${list(sql, ids.assets, (of) => sql`${assets(sql)} where product_id = any(${of})`)},
            'passports', ${list(sql, ids.passports, (of) => sql`${passports(sql)} where product_id = any(${of})`)}
          )::text as parts`,
      );
      return withInstants(JSON.parse(parts));
    },
  };
}

/** An array of the rows that a statement selects, for JSON. A kind without ids is not part of the statement. */
function list(sql: Sql, ids: readonly string[] = [], statement: (ids: readonly string[]) => PendingQuery<Row[]>) {
  if (ids.length === 0) return sql`'[]'::json`;
  return sql`(select coalesce(json_agg(item), '[]') from (${statement(ids)}) as item)`;
}

function withInstants(parts: ProductParts): ProductParts {
  return {
    ...parts,
    assets: parts.assets.map((asset) =>
      'validatedAt' in asset && asset.validatedAt ? { ...asset, validatedAt: new Date(asset.validatedAt) } : asset,
    ),
    passports: parts.passports.map((passport) => ({ ...passport, issuedAt: new Date(passport.issuedAt) })),
  };
}
