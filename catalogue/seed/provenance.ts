import postgres, { type TransactionSql } from 'postgres';
import { z } from 'zod';
import { type Environment, readConfig } from '#kit/process/config.ts';
import { passportIdOf } from '#subgraphs/provenance/ledger/passport.ts';
import type { Catalogue, Product } from '../types.ts';
import type { SeededAssets } from './assets.ts';
import {
  assetRows,
  certificationRows,
  eventRows,
  materialRow,
  passportRow,
  provenanceRow,
  type Row,
  resultRows,
  supplierRow,
  useRows,
} from './provenance-rows.ts';

/** The number of inserted or updated rows of each table. */
export type ProvenanceCounts = Record<Table, number>;

type Table =
  | 'supplier'
  | 'material'
  | 'certification'
  | 'provenance'
  | 'material_use'
  | 'asset'
  | 'passport'
  | 'passport_event';

/** Products per statement. */
const batchSize = 1_000;

/**
 * Writes the catalogue's materials and products to PostgreSQL in one transaction, as the schema's owner, at
 * PROVENANCE_OWNER_URL. Existing rows are updated; existing passports stay unchanged, because the ledger is append-only.
 * Products without `assets` get none.
 */
export async function seedProvenance(
  catalogue: Pick<Catalogue, 'suppliers' | 'materials' | 'products'>,
  assets: ReadonlyMap<string, SeededAssets>,
  env: Environment,
): Promise<ProvenanceCounts> {
  const { PROVENANCE_OWNER_URL } = readConfig('seed', z.object({ PROVENANCE_OWNER_URL: z.url() }), env);
  const sql = postgres(PROVENANCE_OWNER_URL, {
    max: 1,
    connect_timeout: 10,
    connection: { search_path: 'provenance' },
    onnotice: () => {},
  });
  try {
    const counts = await sql.begin(async (transaction) => {
      const { suppliers, materials, products } = catalogue;
      const counts: ProvenanceCounts = {
        supplier: await upsert(transaction, 'supplier', ['id'], suppliers.map(supplierRow)),
        material: await upsert(transaction, 'material', ['id'], materials.map(materialRow)),
        certification: await upsert(transaction, 'certification', ['id'], materials.flatMap(certificationRows)),
        provenance: 0,
        material_use: 0,
        asset: 0,
        passport: 0,
        passport_event: 0,
      };
      for (let start = 0; start < products.length; start += batchSize) {
        const batch = products.slice(start, start + batchSize);
        const written = await writeProducts(transaction, batch, assets);
        for (const [table, count] of Object.entries(written)) counts[table as Table] += count;
      }
      return counts;
    });
    // Autovacuum would update the statistics too late for the first queries.
    await sql`vacuum (analyze) ${sql(Object.keys(counts))}`;
    return counts;
  } finally {
    await sql.end();
  }
}

async function writeProducts(sql: TransactionSql, products: Product[], assets: ReadonlyMap<string, SeededAssets>) {
  const uses = products.flatMap(useRows);
  const files = products.flatMap((product) => assetRows(product, assets.get(product.id)));
  const results = resultRows(products.map(({ id }) => assets.get(id)));
  const provenance = await upsert(sql, 'provenance', ['product_id'], products.map(provenanceRow));
  await sql`
    delete from material_use
    where product_id in ${sql(products.map(({ id }) => id))}
      and (product_id, material_id) not in (
        select product_id, material_id from jsonb_populate_recordset(null::material_use, ${sql.json(uses)})
      )`;
  const written = {
    provenance,
    material_use: await upsert(sql, 'material_use', ['product_id', 'material_id'], uses),
    asset: await upsert(sql, 'asset', ['product_id', 'role'], files),
    ...(await addPassports(sql, products)),
  };
  await addResults(sql, results);
  return written;
}

/** Ends the jobs of models that were processed by the seed: nothing remains for the worker. Existing results are kept. */
async function addResults(sql: TransactionSql, results: Row[]): Promise<void> {
  await sql`
    insert into model_result (sha256, models, poster, audit, material_variants)
    select sha256, models, poster, audit, material_variants
    from jsonb_populate_recordset(null::model_result, ${sql.json(results)})
    on conflict (sha256) do nothing`;
  await sql`
    update model_job set state = 'DONE', started_at = now(), finished_at = now()
    where state = 'QUEUED' and sha256 in (select sha256 from model_result)`;
}

/** Inserts rows or updates those with the same key. Resolves to the number of written rows. */
async function upsert(sql: TransactionSql, table: Table, key: string[], rows: Row[]): Promise<number> {
  const columns = Object.keys(rows[0] ?? {});
  if (columns.length === 0) return 0;
  const columnsOf = (source: string) => sql(columns.map((column) => `${source}.${column}`));
  const { count } = await sql`
    insert into ${sql(table)} (${sql(columns)})
    select ${sql(columns)} from jsonb_populate_recordset(null::${sql(table)}, ${sql.json(rows)})
    on conflict (${sql(key)}) do update set (${sql(columns)}) = row (${columnsOf('excluded')})
    where (${columnsOf(table)}) is distinct from (${columnsOf('excluded')})`;
  return count;
}

/** Issues a passport with all its events to each product that has none. */
async function addPassports(sql: TransactionSql, products: Product[]) {
  const issued = await sql<{ id: string }[]>`
    insert into passport (id, product_id, gtin)
    select id, product_id, gtin from jsonb_populate_recordset(null::passport, ${sql.json(products.map(passportRow))})
    on conflict (product_id) do nothing
    returning id`;
  const ids = new Set(issued.map(({ id }) => id));
  const events = products.filter((product) => ids.has(passportIdOf(product.id))).flatMap(eventRows);
  const { count } = await sql`
    insert into passport_event (passport_id, index, type, occurred_at, place, actor, note, hash, previous_hash)
    select passport_id, index, type, occurred_at, place, actor, note, hash, previous_hash
    from jsonb_populate_recordset(null::passport_event, ${sql.json(events)})`;
  return { passport: issued.length, passport_event: count };
}
