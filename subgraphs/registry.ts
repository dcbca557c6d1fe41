/** A subgraph of the graph. Its code is in `subgraphs/<name>/`, its schema in `schema/<name>.graphql`. */
export interface SubgraphEntry {
  /** Lower-case letters only: part of file names, and in upper case of the names of its variables. */
  name: string;
  /** What it answers for, in one sentence. */
  description: string;
  /** The systems that keep its data. */
  backedBy: readonly string[];
  /** The port it listens on by default. */
  port: number;
  /**
   * The environment variables it may read in addition to those of every subgraph: exact names, or prefixes that end in
   * `*`. A process receives no others, so that it cannot leak the credentials of another.
   */
  reads: readonly string[];
  /** The names of the cache tags that its change feed reports; see docs/guides/caching.md. */
  cacheTags: readonly string[];
}

/** The variables of the bucket of invoices and labels of returns, without the name of the other bucket. */
export const invoicesVariables = ['S3_ENDPOINT', 'S3_PUBLIC_ENDPOINT', 'S3_REGION', 'INVOICES_*', 'AWS_*'] as const;

/** All subgraphs. Composition, code generation, the gateway, the launcher and the tests read this list. */
export const subgraphs: readonly SubgraphEntry[] = [
  {
    name: 'commerce',
    description: 'Products, prices, stock, carts, orders and customers.',
    backedBy: ['Medusa', 'Redis', 'S3'],
    port: 4001,
    reads: [
      'MEDUSA_URL',
      'MEDUSA_PUBLISHABLE_KEY',
      'MEDUSA_SERVICE_TOKEN',
      'MEDIA_URL',
      'IMAGES_PUBLIC_URL',
      'IMAGES_SIGNING_KEYS',
      'REDIS_URL',
      'ORDER_TOKEN_*',
      'RETURN_WINDOW_DAYS',
      ...invoicesVariables,
    ],
    cacheTags: ['product', 'products', 'collection', 'collections', 'category', 'categories', 'localization'],
  },
  {
    name: 'provenance',
    description: 'Materials, origins, carbon footprints, product passports and digital assets.',
    backedBy: ['PostgreSQL', 'S3'],
    port: 4002,
    reads: ['PROVENANCE_DATABASE_URL', 'S3_*', 'AWS_*'],
    cacheTags: ['product', 'material', 'materials', 'artisan', 'supplier', 'certification', 'passport'],
  },
  {
    name: 'journal',
    description:
      'Articles and artisans, guides for care and sizes, and the pages, menus, banners, stores and redirects of the site.',
    backedBy: ['Sanity'],
    port: 4003,
    reads: [
      'SANITY_PROJECT_ID',
      'SANITY_DATASET',
      'SANITY_API_*',
      'SANITY_READ_TOKEN',
      'SANITY_WRITE_TOKEN',
      'SANITY_TIMEOUT_MS',
      'SANITY_POLL_MS',
      'PREVIEW_SIGNING_KEYS',
      'PREVIEW_URL',
    ],
    cacheTags: [
      ...['product', 'article', 'articles', 'artisan', 'artisans'],
      ...['page', 'pages', 'menus', 'banners', 'store', 'stores', 'redirects', 'series', 'organization'],
      ...['careguide', 'careguides', 'sizeguide', 'sizeguides', 'sitemap'],
    ],
  },
  {
    name: 'search',
    description: 'Search, facets, suggestions and related products.',
    backedBy: ['Meilisearch', 'Redis'],
    port: 4004,
    reads: ['MEILI_URL', 'MEILI_SEARCH_KEY', 'MEILI_TIMEOUT_MS', 'REDIS_URL'],
    cacheTags: ['search'],
  },
  {
    name: 'identity',
    description: 'Passkeys, sessions, customer accounts, curators, partners and the audit log.',
    backedBy: ['PostgreSQL', 'Redis', 'Medusa'],
    port: 4005,
    reads: [
      'IDENTITY_DATABASE_URL',
      'IDENTITY_KEY_SECRET',
      'COMMERCE_URL',
      'COMMERCE_REQUEST_TOKEN_KEY',
      'REDIS_URL',
      'MEDUSA_URL',
      'MEDUSA_PUBLISHABLE_KEY',
      'MEDUSA_SERVICE_TOKEN',
      'RP_*',
      'TOKEN_*',
      'SIGNING_KEY_DAYS',
      'WEBHOOK_SECRET_KEY',
      'WEBHOOK_PRIVATE_TARGETS',
      'WEBHOOK_PORTS',
      'SMTP_URL',
      'MAIL_FROM',
      'MAIL_INTERVAL_MS',
      'MAIL_PAUSES_MS',
      'STOREFRONT_URL',
      'PUBLIC_URL',
      'NOTICE_INTERVAL_MS',
      'ORDER_MAIL',
      'DELETION_INTERVAL_MS',
      'TAX_RETENTION_YEARS',
      'WISHLIST_MAIL_DELAY_MS',
    ],
    cacheTags: [],
  },
];

/** The default port of a registered subgraph. Throws for another name. */
export function portOf(name: string): number {
  const entry = subgraphs.find((subgraph) => subgraph.name === name);
  if (!entry) throw new Error(`subgraphs/registry.ts has no subgraph "${name}".`);
  return entry.port;
}
