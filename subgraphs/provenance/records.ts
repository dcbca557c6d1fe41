import type { CarbonFootprint, Certification, Coordinates, MaterialKind, Supplier } from '#generated/provenance.ts';
import type { Page } from '#kit/connection.ts';

/** What the ledger holds, as its rows come out of it. */

/** A provenance record. */
export interface Provenance {
  productId: string;
  originCoordinates: Coordinates | null;
  place: string | null;
  countryCode: string | null;
  artisanId: string | null;
  carbonFootprint: CarbonFootprint | null;
}

export interface MaterialUse {
  productId: string;
  materialId: string;
  sharePercent: number;
  massGrams: number;
}

export interface Material {
  id: string;
  name: string;
  kind: MaterialKind;
  description: string | null;
  originCoordinates: Coordinates | null;
  countryCode: string | null;
  supplier: Supplier | null;
  certifications: Certification[];
  recycledPercent: number;
  carbonKgPerKg: number;
}

export interface Passport {
  id: string;
  productId: string;
  gtin: string;
  issuedAt: Date;
  ledgerHead: string;
  eventCount: number;
}

/** A page of the list that belongs to `id`. */
export interface PageOf {
  id: string;
  page: Page;
}

/** Rows of a page, and how many the whole list has. */
export interface Listed<Row> {
  rows: Row[];
  total: number;
}

/** Only materials that meet every condition; null stands for none. */
export interface MaterialFilter {
  kinds: readonly MaterialKind[] | null;
  countryCodes: readonly string[] | null;
  minRecycledPercent: number;
}

/** A product that changed, and the number of the transaction that did it; together they order all changes. */
export interface Change {
  transaction: string;
  productId: string;
}

/** A product as far as the ledger knows it; commerce has the rest. */
export interface ProductReference {
  id: string;
}

/** An artisan as far as the ledger knows them; the journal has the rest. */
export interface ArtisanReference {
  id: string;
}
