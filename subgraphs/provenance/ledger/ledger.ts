import type { KeySlice } from '#kit/graph/connection.ts';
import { everythingTag } from '#kit/graph/server/change-feed.ts';
import { openDatabase, type RunQuery } from '#kit/stores/postgres.ts';
import type { Asset } from '../assets/assets.ts';
import { createWriteStatements } from '../curation/writes.ts';
import { assets, isRecordedAfter, materials, materialUses, pageTable, passports, provenance } from './fragments.ts';
import { createModelStatements } from './models.ts';
import type { PassportEvent } from './passport.ts';
import { createProductStatement } from './product-parts.ts';
import type {
  Certification,
  Change,
  Listed,
  ListedProduct,
  Material,
  MaterialFilter,
  MaterialUse,
  MaterialVersion,
  PageOf,
  Passport,
  Provenance,
  Supplier,
} from './records.ts';

export type Ledger = ReturnType<ReturnType<typeof openLedger>['within']>;

/** The SQL statements of the ledger, bound to a transaction or a request. */
export type Statements = ReturnType<typeof createStatements>;

/** Opens the database at PROVENANCE_DATABASE_URL. It connects on the first statement. */
export function openLedger(url: string) {
  const database = openDatabase(url, 'provenance');
  return {
    /**
     * The ledger for one request: `signal` cancels its statements. The cache tags of what its transactions have changed are
     * added to `invalidates`.
     */
    within: (signal?: AbortSignal, invalidates = new Set<string>()) => ({
      ...createStatements((statement) => database.query(statement, signal)),
      /** Runs statements in one transaction: see `Database.transact`. */
      transact: async <Result>(work: (statements: Statements) => Promise<Result>): Promise<Result> => {
        const [result, tags] = await database.transact(async (query) => {
          const statements = createStatements(query);
          const done = await work(statements);
          return [done, await statements.ownTags(mostTags + 1)] as const;
        }, signal);
        for (const tag of tags.length > mostTags ? [everythingTag] : tags) invalidates.add(tag);
        return result;
      },
    }),
    check: database.check,
    close: database.close,
  };
}

/** The most tags that one request invalidates by name: a material may be part of very many products. */
const mostTags = 1_000;

/** Each function is one SQL statement for any number of ids. It rejects as `Database.query` does. */
function createStatements(query: RunQuery) {
  return {
    ...createWriteStatements(query),
    ...createProductStatement(query),
    ...createModelStatements(query),

    provenance: (productIds: readonly string[]) =>
      query((sql) => sql<Provenance[]>`${provenance(sql)} where product_id = any(${productIds})`),

    /** The largest share of each product first. */
    materialUses: (productIds: readonly string[]) =>
      query((sql) => sql<MaterialUse[]>`${materialUses(sql, productIds)}`),

    materials: (ids: readonly string[]) =>
      query((sql) => sql<Material[]>`${materials(sql)} where material.id = any(${ids})`),

    /** A page of the materials by name. */
    materialList: async ({ kinds, countryCodes, minRecycledPercent }: MaterialFilter, { after, limit }: KeySlice) => {
      const [name = null, id = null] = (after ?? []) as string[];
      const [list] = await query(
        (sql) => sql<[Listed<Material>]>`
          with matching as (
            select id, name from material
            where (${kinds}::text[] is null or kind = any(${kinds}::text[]::material_kind[]))
              and (${countryCodes}::text[] is null or country_code = any(${countryCodes}::text[]))
              and recycled_percent >= ${minRecycledPercent}::float8
          ),
          page as (
            select id from matching
            where ${id}::text is null or (name collate "und-x-icu", id) > (${name}::text, ${id}::text)
            order by name collate "und-x-icu", id limit ${limit}
          )
          select
            coalesce((
              select json_agg(found order by found.name collate "und-x-icu", found.id)
              from (${materials(sql)} where material.id in (select id from page)) as found
            ), '[]') as rows,
            (select count(*)::int from matching) as total`,
      );
      return list;
    },

    /** Pages of the materials of suppliers, by name: one for each requested page, in the same order. */
    materialsOfSuppliers: (pages: readonly PageOf[]) =>
      query(
        (sql) => sql<Listed<Material>[]>`
          select
            coalesce((
              select json_agg(item) from (
                ${materials(sql)}
                where supplier_id = page.id
                  and (page.last = '' or (material.name collate "und-x-icu", material.id) > (page.value, page.last))
                order by material.name collate "und-x-icu", material.id limit page.size
              ) as item
            ), '[]') as rows,
            (select count(*)::int from material where supplier_id = page.id) as total
          from ${pageTable(sql, pages)}
          order by page.number`,
      ),

    /** Pages of the products made of materials, newest record first: one for each requested page, in the same order. */
    productsOfMaterials: (pages: readonly PageOf[]) =>
      query(
        (sql) => sql<Listed<ListedProduct>[]>`
          select
            coalesce((
              select json_agg(item) from (
                select product_id as id, recorded_at from material_use
                where material_id = page.id and ${isRecordedAfter(sql)}
                order by recorded_at desc, product_id limit page.size
              ) as item
            ), '[]') as rows,
            (select count(*)::int from material_use where material_id = page.id) as total
          from ${pageTable(sql, pages)}
          order by page.number`,
      ),

    /** Pages of the products of artisans, newest record first: one for each requested page, in the same order. */
    productsOfArtisans: (pages: readonly PageOf[]) =>
      query(
        (sql) => sql<Listed<ListedProduct>[]>`
          select
            coalesce((
              select json_agg(item) from (
                select product_id as id, recorded_at from provenance
                where artisan_id = page.id and ${isRecordedAfter(sql)}
                order by recorded_at desc, product_id limit page.size
              ) as item
            ), '[]') as rows,
            (select count(*)::int from provenance where artisan_id = page.id) as total
          from ${pageTable(sql, pages)}
          order by page.number`,
      ),

    assets: (productIds: readonly string[]) =>
      query((sql) => sql<Asset[]>`${assets(sql)} where product_id = any(${productIds})`),

    passports: (productIds: readonly string[]) =>
      query((sql) => sql<Passport[]>`${passports(sql)} where product_id = any(${productIds})`),

    passportsById: (ids: readonly string[]) =>
      query((sql) => sql<Passport[]>`${passports(sql)} where passport.id = any(${ids})`),

    /** The changes of materials, the newest first; at most 100 of each. */
    materialHistories: (ids: readonly string[]) =>
      query(
        (sql) => sql<MaterialVersion[]>`
          select material_id, changed_at, curator_id, before, after
          from (
            select *, row_number() over (partition by material_id order by id desc) as place
            from material_change where material_id = any(${ids})
          ) as numbered
          where place <= 100 order by id desc`,
      ),

    suppliers: (ids: readonly string[]) =>
      query((sql) => sql<Supplier[]>`select id, name, country_code, website from supplier where id = any(${ids})`),

    certifications: (ids: readonly string[]) =>
      query(
        (sql) => sql<Certification[]>`
          select id, name, issuer, number, valid_from::text, valid_until::text, translations
          from certification where id = any(${ids})`,
      ),

    /** Pages of the entries of passports, oldest first: one for each requested page, in the same order. */
    passportEvents: async (pages: readonly PageOf[]): Promise<PassportEvent[][]> => {
      const events = await query(
        (sql) => sql<(PassportEvent & { number: number })[]>`
          select page.number::int, index, type, occurred_at, event.place, actor, note, hash, previous_hash
          from ${pageTable(sql, pages)}
          join passport_event as event
            on passport_id = page.id and index > coalesce(nullif(page.last, '')::int, -1)
              and index <= coalesce(nullif(page.last, '')::int, -1) + page.size
          order by page.number, index`,
      );
      const byPage = Map.groupBy(events, ({ number }) => number);
      return pages.map((_, index) => byPage.get(index + 1) ?? []);
    },

    /**
     * At most `limit` changes after this position, in the order of their transactions, and the oldest open transaction: changes
     * of later ones are not yet returned.
     */
    changes: async ({ transaction, tag }: Change, limit: number): Promise<{ changes: Change[]; now: string }> => {
      const [found] = await query(
        (sql) => sql<[{ changes: Change[]; now: string }]>`
          select now::text, coalesce((
            select json_agg(page) from (
              select transaction::text, tag from change
              where (transaction, tag) > (${transaction}::xid8, ${tag}) and transaction < now
              order by change.transaction, tag limit ${limit}
            ) as page
          ), '[]') as changes
          from pg_snapshot_xmin(pg_current_snapshot()) as snapshot (now)`,
      );
      return found;
    },

    /** The oldest open transaction: see the table `change`. */
    now: async (): Promise<string> => {
      const [{ now }] = await query(
        (sql) => sql<[{ now: string }]>`select pg_snapshot_xmin(pg_current_snapshot())::text as now`,
      );
      return now;
    },

    /** The tags of what this transaction has changed so far, at most `limit`. */
    ownTags: async (limit: number): Promise<string[]> => {
      const rows = await query(
        (sql) => sql<{ tag: string }[]>`
          select tag from change where transaction = pg_current_xact_id_if_assigned() order by tag limit ${limit}`,
      );
      return rows.map(({ tag }) => tag);
    },
  };
}
