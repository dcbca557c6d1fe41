import type { SeededAssets } from '#catalogue/seed/assets.ts';
import type { Catalogue, Material, Product, Supplier } from '#catalogue/types.ts';
import { signedTestFetch, testKey } from '#kit/graph/request-token.fixture.ts';
import { serve } from '#kit/graph/server/serve.ts';
import type { RunningSubgraph } from '#kit/graph/server/subgraph.ts';
import { anonymous, type SignedIn, type Viewer } from '#kit/graph/viewer.ts';
import { freePorts } from '#kit/process/port.ts';
import { provenance } from '#subgraphs/provenance/index.ts';
import { executeAt } from '../graph.ts';

type Records = Pick<Catalogue, 'suppliers' | 'materials' | 'products'>;

/** The given number of products that differ as much as possible, made of three materials by two artisans. */
export function smallCatalogue(productCount: number): Records {
  const suppliers: Supplier[] = [
    { id: 'sup_aldina', name: 'Conceria Aldina', countryCode: 'IT', website: 'https://aldina.example/' },
    { id: 'sup_kiso', name: 'Kiso', countryCode: 'JP' },
  ];
  const materials: Material[] = [
    material('mat_calf', 'Calf leather', 'LEATHER', 'IT', 'sup_aldina', 0, [
      {
        id: 'cert_old',
        name: 'LWG Silver',
        issuer: 'LWG',
        number: 'S-1',
        validFrom: '2021-05-01',
        validUntil: '2024-04-30',
      },
      { id: 'cert_new', name: 'LWG Gold', issuer: 'LWG', number: 'G-1', validFrom: '2024-05-01' },
    ]),
    material('mat_brass', 'brass', 'METAL', 'DE', 'sup_aldina', 60, []),
    material('mat_ebene', 'Ébène', 'WOOD', 'JP', 'sup_kiso', 5, []),
  ];
  return { suppliers, materials, products: Array.from({ length: productCount }, (_, index) => product(index)) };
}

/** Files for each product, as if they had been uploaded to S3. */
export function assetsOf(products: readonly Product[]): Map<string, SeededAssets> {
  const validatedAt = '2026-03-01T09:30:00.000Z';
  const boundingBox = { min: [-0.16, 0, -0.06], max: [0.16, 0.24, 0.06] } as const;
  const model = { triangles: 4608, boundingBox, materials: 1, extensionsRequired: [], validatedAt };
  const glb = { ...model, extensionsUsed: [], textures: { count: 3, longestSide: 512, formats: ['image/png'] } };
  const usdz = { ...model, extensionsUsed: [], textures: null };
  const texture = { width: 512, height: 256 };
  return new Map(
    products.map(({ id }) => {
      const file = (name: string, contentType: string, bytes: number) => ({
        key: `${id}/${name}`,
        contentType,
        bytes,
        sha256: 'ab'.repeat(32),
        etag: 'cd'.repeat(16),
      });
      return [
        id,
        {
          modelGlb: { ...file('model.glb', 'model/gltf-binary', 726_000), ...glb },
          modelUsdz: { ...file('model.usdz', 'model/vnd.usdz+zip', 901_000), ...usdz },
          diffuse: { ...file('diffuse.png', 'image/png', 90_001), ...texture },
          normal: { ...file('normal.png', 'image/png', 90_002), ...texture },
          roughness: { ...file('roughness.png', 'image/png', 90_003), ...texture },
          processed: { models: [], poster: {}, audit: [], materialVariants: [] },
        } as unknown as SeededAssets,
      ];
    }),
  );
}

/**
 * The provenance subgraph on a free port, over the database at `url`, with a bucket that is never called unless `env`
 * names one.
 */
export async function serveProvenance(url: string, env: Record<string, string> = {}): Promise<RunningSubgraph> {
  const [port] = await freePorts(1);
  return serve(provenance, {
    PROVENANCE_PORT: String(port),
    PROVENANCE_REQUEST_TOKEN_KEY: testKey,
    PROVENANCE_DATABASE_URL: url,
    S3_BUCKET: 'assets',
    S3_REGION: 'eu-west-3',
    S3_PUBLIC_ENDPOINT: 'https://files.axiom.example',
    AWS_ACCESS_KEY_ID: 'key',
    AWS_SECRET_ACCESS_KEY: 'secret',
    LOG_LEVEL: 'silent',
    ...env,
  });
}

/** A viewer of each kind, with the scopes of that kind. */
export const viewers = {
  anonymous,
  customer: someone('CUSTOMER', ['account']),
  elite: someone('ELITE', ['account']),
  partner: someone('PARTNER', ['carbon:read', 'suppliers:read']),
  curator: someone('CURATOR', ['provenance:write', 'journal:write', 'partners:write', 'audit:read']),
};

/** Executes an operation at the provenance subgraph at `url`, as the gateway does for this viewer. */
export function executeFor(viewer: Viewer, url: string, query: string, variables: Record<string, unknown> = {}) {
  return executeAt(url, query, variables, {}, signedTestFetch('provenance', { viewer }));
}

function someone(kind: SignedIn['kind'], scopes: string[]): SignedIn {
  return { kind, id: `${kind.toLowerCase()}_1`, scopes, session: 'session_1', authTime: Math.floor(Date.now() / 1000) };
}

function material(
  id: Material['id'],
  name: string,
  kind: Material['kind'],
  countryCode: string,
  supplier: Supplier['id'],
  recycledPercent: number,
  certifications: Material['certifications'],
): Material {
  const originCoordinates = { latitude: 43.67, longitude: 10.63 };
  const description = `About ${name}.`;
  return {
    id,
    name,
    kind,
    description,
    countryCode,
    originCoordinates,
    supplier,
    recycledPercent,
    carbonKgPerKg: 17.5,
    certifications,
  };
}

/** Higher numbers have newer records. */
function product(number: number): Product {
  const day = (offset: number) => new Date(Date.UTC(2026, 0, 1 + number + offset, 9, 30)).toISOString();
  const where = { place: 'Firenze', actor: 'Atelier AXIOM' };
  return {
    id: `prod_${String(number).padStart(3, '0')}`,
    gtin: gtinOf(number),
    provenance: {
      artisan: number % 2 === 0 ? 'arti_even' : 'arti_odd',
      place: 'Firenze',
      countryCode: 'IT',
      originCoordinates: { latitude: 43.7696, longitude: 11.2558 },
      materials: [
        { material: 'mat_brass', sharePercent: 7.25, massGrams: 60 },
        { material: 'mat_calf', sharePercent: 92.75, massGrams: 767.6 },
      ],
      carbon: { totalKg: 20.5 + number, method: 'ISO 14067', boundary: 'CRADLE_TO_GATE', verifiedBy: 'TÜV' },
      events: [
        { ...where, type: 'MATERIAL_SOURCED', at: day(0), note: `Hide ${number}` },
        { ...where, type: 'CRAFTED', at: day(1), note: 'By hand' },
        { ...where, type: 'STOCKED', at: day(2), note: '“Ready”' },
      ],
    },
  } as unknown as Product;
}

/** A GTIN with its check digit. */
export function gtinOf(number: number): string {
  const digits = String(4_012_345_000_000 + number);
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0);
  return digits + ((10 - (sum % 10)) % 10);
}
