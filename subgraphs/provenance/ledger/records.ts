import type {
  AssetIssue,
  CarbonBoundary,
  Coordinates,
  MaterialKind,
  ProvenanceUserError,
} from '#generated/provenance.ts';
import type { KeyPage } from '#kit/graph/connection.ts';
import type { Language } from '#kit/graph/languages/language.ts';
import type { Asset } from '../assets/assets.ts';

/** The rows of the ledger. */

/** A provenance record. */
export interface Provenance {
  productId: string;
  originCoordinates: Coordinates | null;
  place: string | null;
  translations: Translations<'place'>;
  countryCode: string | null;
  artisanId: string | null;
  carbonFootprint: CarbonFootprint | null;
}

/** The emissions of making one piece. */
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

/** Texts in languages other than English; a text that is missing is shown in English. */
export type Translations<Field extends string> = Partial<Record<Language, Partial<Record<Field, string>>>>;

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
  translations: Translations<'name' | 'description'>;
}

/** A change of a material: the columns of its table before and after. */
export interface MaterialVersion {
  materialId: string;
  changedAt: Date;
  /** Null for a change that no curator made. */
  curatorId: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

export interface Certification {
  id: string;
  name: string;
  issuer: string;
  number: string;
  /** A date such as `2026-03-01`, as is the next field. */
  validFrom: string;
  validUntil: string | null;
  translations: Translations<'name'>;
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

/** An upload of a file. It is pending while it has no outcome. */
export interface Upload extends Pick<Asset, 'productId' | 'role' | 'bytes' | 'sha256'> {
  id: string;
  /** Whether it can no longer be finished. */
  isExpired: boolean;
  outcome: UploadOutcome | null;
}

/** The outcome of an upload: accepted when there are no errors. */
export interface UploadOutcome {
  issues: AssetIssue[];
  userErrors: ProvenanceUserError[];
}

/** A page of the list that belongs to `id`. */
export interface PageOf {
  id: string;
  page: KeyPage;
}

/** The rows of a page, and the length of the list. */
export interface Listed<Row> {
  rows: Row[];
  total: number;
}

/** Conditions on materials, all of which must be met; null for no condition. */
export interface MaterialFilter {
  kinds: readonly MaterialKind[] | null;
  countryCodes: readonly string[] | null;
  minRecycledPercent: number;
}

/** The cache tag of something that changed, and the number of its transaction, by which changes are ordered. */
export interface Change {
  transaction: string;
  tag: string;
}

/** A product, whose other fields commerce resolves. */
export interface ProductReference {
  id: string;
}

/** A product in the list of a material or an artisan. */
export interface ListedProduct extends ProductReference {
  recordedAt: string;
}

/** An artisan, whose other fields the journal resolves. */
export interface ArtisanReference {
  id: string;
}
