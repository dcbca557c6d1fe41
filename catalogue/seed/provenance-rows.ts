import type { JSONValue } from 'postgres';
import { chainEvents, passportIdOf } from '#subgraphs/provenance/ledger/passport.ts';
import { byLanguage } from '../translations/by-language.ts';
import type { Material, Product, Supplier } from '../types.ts';
import type { SeededAssets } from './assets.ts';

/** A row of a table of the schema `provenance`, by its columns. */
export type Row = Record<string, JSONValue>;

/** The supplier as a row of `supplier`. */
export function supplierRow({ id, name, countryCode, website }: Supplier): Row {
  return { id, name, country_code: countryCode, website: website ?? null };
}

/** The material as a row of `material`. */
export function materialRow(material: Material): Row {
  return {
    id: material.id,
    name: material.name,
    kind: material.kind,
    description: material.description,
    latitude: material.originCoordinates.latitude,
    longitude: material.originCoordinates.longitude,
    country_code: material.countryCode,
    supplier_id: material.supplier,
    recycled_percent: material.recycledPercent,
    carbon_kg_per_kg: material.carbonKgPerKg,
    translations: byLanguage(({ materials }) => {
      const texts = materials[material.id as `mat_${string}`];
      return texts && { name: texts.name, description: texts.description };
    }),
  };
}

/** The certifications of a material, as rows of `certification`. */
export function certificationRows({ id: material_id, certifications }: Material): Row[] {
  const nameIn = (id: string) =>
    byLanguage(({ materials }) => {
      const name = materials[material_id as `mat_${string}`]?.certifications?.[id as `cert_${string}`];
      return name === undefined ? undefined : { name };
    });
  return certifications.map(({ id, name, issuer, number, validFrom, validUntil }) => ({
    id,
    material_id,
    name,
    issuer,
    number,
    valid_from: validFrom,
    valid_until: validUntil ?? null,
    translations: nameIn(id),
  }));
}

/** The origin of a product, as a row of `provenance`. */
export function provenanceRow(product: Product): Row {
  const { id, provenance } = product;
  const { originCoordinates, carbon } = provenance;
  return {
    product_id: id,
    place: provenance.place,
    translations: byLanguage(({ places }) => {
      const place = places[provenance.place];
      return place === undefined ? undefined : { place };
    }),
    latitude: originCoordinates.latitude,
    longitude: originCoordinates.longitude,
    country_code: provenance.countryCode,
    artisan_id: provenance.artisan,
    carbon_total_kg: carbon.totalKg,
    carbon_method: carbon.method,
    carbon_boundary: carbon.boundary,
    carbon_verified_by: carbon.verifiedBy ?? null,
    recorded_at: recordedAt(product),
  };
}

/** The materials of a product, as rows of `material_use`. */
export function useRows(product: Product): Row[] {
  return product.provenance.materials.map(({ material, sharePercent, massGrams }) => ({
    product_id: product.id,
    material_id: material,
    share_percent: sharePercent,
    mass_grams: massGrams,
    recorded_at: recordedAt(product),
  }));
}

/** A product's passport, as a row of `passport`. */
export function passportRow(product: Product): Row {
  return { id: passportIdOf(product.id), product_id: product.id, gtin: product.gtin };
}

/** The events of a product as the hash chain of its passport: rows of `passport_event`. */
export function eventRows(product: Product): Row[] {
  const passport = passportIdOf(product.id);
  const events = product.provenance.events.map(({ at, ...event }) => ({ ...event, occurredAt: new Date(at) }));
  return chainEvents(passport, events).map(({ occurredAt, previousHash, ...entry }) => ({
    ...entry,
    passport_id: passport,
    occurred_at: occurredAt,
    previous_hash: previousHash,
  }));
}

/** The files of a product, as rows of `asset`; none without `assets`. */
export function assetRows({ id }: Product, assets: SeededAssets | undefined): Row[] {
  if (!assets) return [];
  const { modelGlb, modelUsdz, diffuse, normal, roughness } = assets;
  const file = (role: string, { key, contentType, bytes, sha256, etag }: StoredFile) => ({
    product_id: id,
    role,
    key,
    content_type: contentType,
    bytes,
    sha256,
    etag,
  });
  const model = (role: string, asset: SeededAssets['modelGlb']) => ({
    ...file(role, asset),
    triangles: asset.triangles,
    box_min: asset.boundingBox.min,
    box_max: asset.boundingBox.max,
    materials: asset.materials,
    extensions_required: asset.extensionsRequired,
    extensions_used: asset.extensionsUsed,
    textures: asset.textures && { ...asset.textures },
    validated_at: asset.validatedAt,
    width: null,
    height: null,
  });
  const texture = (role: string, asset: SeededAssets['diffuse']) => ({
    ...file(role, asset),
    triangles: null,
    box_min: null,
    box_max: null,
    materials: null,
    extensions_required: null,
    extensions_used: null,
    textures: null,
    validated_at: null,
    width: asset.width,
    height: asset.height,
  });
  return [
    model('MODEL_GLB', modelGlb),
    model('MODEL_USDZ', modelUsdz),
    texture('DIFFUSE', diffuse),
    texture('NORMAL', normal),
    texture('ROUGHNESS', roughness),
  ];
}

type StoredFile = Pick<SeededAssets['diffuse'], 'key' | 'contentType' | 'bytes' | 'sha256' | 'etag'>;

/** The time of a record is that of the latest event, so that another seed gives the same order. */
function recordedAt({ provenance }: Product): string | null {
  return provenance.events.at(-1)?.at ?? null;
}

/** The results of processing the models of products, as rows of `model_result`; one for each file. */
export function resultRows(assets: Iterable<SeededAssets | undefined>): Row[] {
  const json = (value: object) => value as Row[string];
  const rows = [...assets].flatMap((made): [string, Row][] => {
    if (!made) return [];
    const { sha256 } = made.modelGlb;
    const { models, poster, audit, materialVariants } = made.processed;
    const parts = { models: json(models), poster: json(poster), audit: json(audit) };
    return [[sha256, { sha256, ...parts, material_variants: json(materialVariants) }]];
  });
  return [...new Map(rows).values()];
}
