import type {
  AssetIssue,
  CarbonBoundary,
  Coordinates,
  MaterialKind,
  ProvenanceUserError,
} from '#generated/provenance.ts';
import type { KeyPage } from '#kit/graph/connection.ts';
import type { Asset } from '../assets/assets.ts';

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

/** What the making of one piece sets free. */
export interface CarbonFootprint {
  totalKg: number;
  method: string;
  boundary: CarbonBoundary;
  verifiedBy: string | null;
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

/** A change of a material: what it was before and after, in the columns of its table. */
export interface MaterialVersion {
  materialId: string;
  changedAt: Date;
  /** Null for what was not done by a curator. */
  curatorId: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

export interface Certification {
  id: string;
  name: string;
  issuer: string;
  number: string;
  /** A day as `2026-03-01`, as is the next. */
  validFrom: string;
  validUntil: string | null;
}

export interface Supplier {
  id: string;
  name: string;
  countryCode: string;
  website: string | null;
}

export interface Passport {
  id: string;
  productId: string;
  gtin: string;
  issuedAt: Date;
  ledgerHead: string;
  eventCount: number;
}

/** A file on its way: announced, and not yet accepted or refused while it has no outcome. */
export interface Upload extends Pick<Asset, 'productId' | 'role' | 'bytes' | 'sha256'> {
  id: string;
  /** Whether it was begun too long ago to be finished. */
  isExpired: boolean;
  outcome: UploadOutcome | null;
}

/** What came of an upload; it was accepted where no errors are. */
export interface UploadOutcome {
  issues: AssetIssue[];
  userErrors: ProvenanceUserError[];
}

/** A page of the list that belongs to `id`. */
export interface PageOf {
  id: string;
  page: KeyPage;
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

/** A product in the list of what was made of a material or by an artisan. */
export interface ListedProduct extends ProductReference {
  recordedAt: string;
}

/** An artisan as far as the ledger knows them; the journal has the rest. */
export interface ArtisanReference {
  id: string;
}
