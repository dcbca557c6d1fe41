import type { JSONValue, Sql } from 'postgres';
import type { CarbonBoundary, Coordinates, MaterialKind, MaterialUseInput } from '#generated/provenance.ts';
import type { Facts } from '#kit/models/inspection.ts';
import type { RunQuery } from '#kit/stores/postgres.ts';
import type { Asset } from '../assets/assets.ts';
import type { PassportEvent } from '../ledger/passport.ts';
import type { Material, Provenance, Upload, UploadOutcome } from '../ledger/records.ts';

/** A change of a provenance record. Omitted fields stay unchanged. */
export interface RecordChange {
  originCoordinates?: Coordinates;
  place?: string;
  /** All translations of the place, which replace those before. */
  placeTranslations?: Provenance['translations'];
  countryCode?: string;
  carbonFootprint?: { totalKg: number; method: string; boundary: CarbonBoundary; verifiedBy: string | null } | null;
  artisanId?: string | null;
}

/** A change of a material. Omitted fields stay unchanged. */
export interface MaterialChange {
  name?: string;
  kind?: MaterialKind;
  description?: string | null;
  originCoordinates?: Coordinates | null;
  countryCode?: string | null;
  supplierId?: string | null;
  recycledPercent?: number;
  carbonKgPerKg?: number;
  /** All translations of the material, which replace those before. */
  translations?: Material['translations'];
}

/** A curator's correction of a record, in addition to the passport's entry. */
export interface Correction {
  passportId: string;
  index: number;
  curatorId: string;
  /** The previous values of the changed fields. */
  previous: Record<string, unknown>;
}

/** An accepted file. */
export type NewAsset = Pick<Asset, 'productId' | 'role' | 'key' | 'contentType' | 'bytes' | 'sha256' | 'etag'> & Facts;

/** The SQL statements of curators: their changes, and the checks before them. */
export function createWriteStatements(query: RunQuery) {
  return {
    /**
     * Locks curation until the end of the transaction. So checks stay valid until the write, and entries of a passport are
     * added one after another. One lock is enough, because curators are few and their transactions short.
     */
    lockCuration: () => query((sql) => sql`select pg_advisory_xact_lock(hashtext('provenance curation'))`),

    /** Sets the curator of the transaction, for the history of materials. */
    setCurator: (curatorId: string) => query((sql) => sql`select set_config('axiom.curator', ${curatorId}, true)`),

    isRecorded: async (productId: string) => {
      const [found] = await query(
        (sql) => sql`
          select from provenance where product_id = ${productId}
          union all select from passport where product_id = ${productId}`,
      );
      return found !== undefined;
    },

    isGtinTaken: async (gtin: string) => {
      const [found] = await query((sql) => sql`select from passport where gtin = ${gtin}`);
      return found !== undefined;
    },

    createRecord: (productId: string, change: RecordChange) =>
      query((sql) => sql`insert into provenance ${sql({ productId, ...recordColumns(sql, change) })}`),

    changeRecord: (productId: string, change: RecordChange) =>
      query((sql) => sql`update provenance set ${sql(recordColumns(sql, change))} where product_id = ${productId}`),

    /** Replaces the materials of the product. */
    setMaterialUses: (productId: string, uses: readonly MaterialUseInput[]) =>
      query((sql) => sql`select set_material_uses(${productId}, ${sql.json(uses)})`),

    openPassport: (passport: { id: string; productId: string; gtin: string }) =>
      query((sql) => sql`insert into passport ${sql(passport)}`),

    addEvent: (passportId: string, event: PassportEvent) =>
      query((sql) => sql`insert into passport_event ${sql({ passportId, ...event })}`),

    addCorrection: ({ previous, ...correction }: Correction) =>
      query((sql) => sql`insert into correction ${sql({ ...correction, previous: sql.json(previous as JSONValue) })}`),

    /** The id of the material with this name, ignoring case; undefined when there is none. */
    materialNamed: async (name: string) => {
      const [found] = await query(
        (sql) => sql<{ id: string }[]>`select id from material where name_key(name) = name_key(${name})`,
      );
      return found?.id;
    },

    hasSupplier: async (id: string) => {
      const [found] = await query((sql) => sql`select from supplier where id = ${id}`);
      return found !== undefined;
    },

    createMaterial: (id: string, change: MaterialChange) =>
      query((sql) => sql`insert into material ${sql({ id, ...materialColumns(sql, change) })}`),

    changeMaterial: (id: string, change: MaterialChange) =>
      query((sql) => sql`update material set ${sql(materialColumns(sql, change))} where id = ${id}`),

    /** Begins an upload. `id` is null when the product has no record or, for a USDZ, no GLB. */
    beginUpload: async ({
      productId,
      role,
      bytes,
      sha256,
    }: Pick<Upload, 'productId' | 'role' | 'bytes' | 'sha256'>) => {
      const [begun] = await query(
        (sql) => sql<[{ id: string | null; isRecorded: boolean }]>`
          with product as (
            select from provenance where product_id = ${productId}
          ),
          begun as (
            insert into asset_upload (product_id, role, bytes, sha256)
            select ${productId}, ${role}, ${bytes}, ${sha256} from product
            where ${role} <> 'MODEL_USDZ'
              or exists (select from asset where product_id = ${productId} and role = 'MODEL_GLB')
            returning id
          )
          select (select id from begun) as id, exists (select from product) as is_recorded`,
      );
      return begun;
    },

    /** The upload; undefined when it does not exist. It expires after an hour. */
    upload: async (id: string) => {
      const [upload] = await query(
        (sql) => sql<Upload[]>`
          select id, product_id, role, bytes, sha256, begun_at < now() - interval '1 hour' as is_expired, outcome
          from asset_upload where id = ${id}`,
      );
      return upload;
    },

    /**
     * Stores the outcome of an upload and replaces the product's asset by an accepted file. Resolves to false, without any
     * change, when the upload has an outcome already.
     */
    settleUpload: async (id: string, outcome: UploadOutcome, asset: NewAsset | null) => {
      const settled = await query(
        (sql) => sql`
          with settled as (
            update asset_upload set outcome = ${sql.json({ ...outcome })} where id = ${id} and outcome is null returning id
          ),
          switched as (
            insert into asset (
              product_id, role, key, content_type, bytes, sha256, etag,
              triangles, box_min, box_max, materials, extensions_required, extensions_used, textures, validated_at,
              width, height
            )
            select
              product_id, role, key, content_type, bytes, sha256, etag,
              triangles, box_min, box_max, materials, extensions_required, extensions_used, textures,
              case when triangles is not null then now() end, width, height
            from settled, jsonb_populate_record(null::asset, ${sql.json(asset ? assetColumns(asset) : {})}) as asset
            where key is not null
            on conflict (product_id, role) do update set
              key = excluded.key, content_type = excluded.content_type, bytes = excluded.bytes,
              sha256 = excluded.sha256, etag = excluded.etag, triangles = excluded.triangles,
              box_min = excluded.box_min, box_max = excluded.box_max, materials = excluded.materials,
              extensions_required = excluded.extensions_required, extensions_used = excluded.extensions_used,
              textures = excluded.textures, validated_at = excluded.validated_at, width = excluded.width, height = excluded.height
          )
          select from settled`,
      );
      return settled.length > 0;
    },
  };
}

function recordColumns(sql: Sql, { originCoordinates, carbonFootprint, placeTranslations, ...columns }: RecordChange) {
  return {
    ...columns,
    ...(placeTranslations && { translations: sql.json(placeTranslations) }),
    ...(originCoordinates && pointColumns(originCoordinates)),
    ...(carbonFootprint !== undefined && {
      carbonTotalKg: carbonFootprint?.totalKg ?? null,
      carbonMethod: carbonFootprint?.method ?? null,
      carbonBoundary: carbonFootprint?.boundary ?? null,
      carbonVerifiedBy: carbonFootprint?.verifiedBy ?? null,
    }),
  };
}

function materialColumns(sql: Sql, { originCoordinates, translations, ...columns }: MaterialChange) {
  return {
    ...columns,
    ...(originCoordinates !== undefined && pointColumns(originCoordinates)),
    ...(translations && { translations: sql.json(translations) }),
  };
}

function pointColumns(point: Coordinates | null) {
  return { latitude: point?.latitude ?? null, longitude: point?.longitude ?? null };
}

/** The columns of a model or of a texture; those of the other are omitted. */
function assetColumns({ productId, contentType, ...asset }: NewAsset) {
  const columns = { ...asset, product_id: productId, content_type: contentType };
  if (!('boundingBox' in asset)) return columns;
  const { boundingBox, extensionsRequired, extensionsUsed, textures } = asset;
  return {
    ...columns,
    box_min: boundingBox.min,
    box_max: boundingBox.max,
    extensions_required: extensionsRequired,
    extensions_used: extensionsUsed,
    textures: textures && { ...textures },
  };
}
