import type { CodegenConfig } from '@graphql-codegen/cli';

/**
 * What a resolver's parent really is, where it is not the GraphQL type itself: GraphQL type → `<file>#<type>`,
 * seen from the generated file.
 */
const mappers: Record<string, Record<string, string>> = {
  commerce: {
    Product: '../subgraphs/commerce/rows.ts#ProductRow',
    ProductVariant: '../subgraphs/commerce/rows.ts#VariantRow',
    Collection: '../subgraphs/commerce/rows.ts#CollectionRow',
    Location: '../subgraphs/commerce/rows.ts#LocationRow',
    Region: '../subgraphs/commerce/rows.ts#RegionRow',
    Category: '../subgraphs/commerce/rows.ts#CategoryRow',
    Cart: '../subgraphs/commerce/rows.ts#CartRow',
    CartLine: '../subgraphs/commerce/rows.ts#LineRow',
    Customer: '../subgraphs/commerce/rows.ts#CustomerRow',
    Order: '../subgraphs/commerce/rows.ts#OrderRow',
    OrderLine: '../subgraphs/commerce/rows.ts#LineRow',
  },
  provenance: {
    Artisan: '../subgraphs/provenance/ledger/records.ts#ArtisanReference',
    Asset: '../subgraphs/provenance/assets/assets.ts#Asset',
    Asset3D: '../subgraphs/provenance/assets/assets.ts#Model',
    CarbonFootprint: '../subgraphs/provenance/ledger/carbon.ts#Footprint',
    Certification: '../subgraphs/provenance/ledger/records.ts#Certification',
    DigitalAssets: '../subgraphs/provenance/assets/assets.ts#Assets',
    Material: '../subgraphs/provenance/ledger/records.ts#Material',
    MaterialUse: '../subgraphs/provenance/ledger/records.ts#MaterialUse',
    Passport: '../subgraphs/provenance/ledger/records.ts#Passport',
    Product: '../subgraphs/provenance/ledger/records.ts#ProductReference',
    Provenance: '../subgraphs/provenance/ledger/records.ts#Provenance',
    Supplier: '../subgraphs/provenance/ledger/records.ts#Supplier',
    TextureAsset: '../subgraphs/provenance/assets/assets.ts#Texture',
    TextureMaps: '../subgraphs/provenance/assets/assets.ts#Assets',
  },
  journal: {
    Article: '../subgraphs/journal/sanity/client.ts#Article',
    ArticleDraft: '../subgraphs/journal/curation/publishing.ts#DraftRow',
    Artisan: '../subgraphs/journal/sanity/client.ts#Artisan',
    ImageBlock: '../subgraphs/journal/narrative/narrative.ts#ImageNode',
    Narrative: '../subgraphs/journal/narrative/narrative.ts#NarrativeText',
    Product: '../subgraphs/journal/resolvers/Product.ts#ProductReference',
    ProductBlock: '../subgraphs/journal/narrative/narrative.ts#ProductNode',
    TextBlock: '../subgraphs/journal/narrative/narrative.ts#TextNode',
  },
  search: {},
  identity: {
    Node: '../subgraphs/identity/nodes.ts#NodeOrError',
    Customer: '../subgraphs/identity/sessions/viewers.ts#CustomerReference',
    AuditEvent: '../subgraphs/identity/audit/audit-log.ts#AuditEvent',
    Curator: '../subgraphs/identity/curators/curators.ts#Curator',
    CuratorAccess: '../subgraphs/identity/curators/curators.ts#CuratorAccess',
    CuratorGrant: '../subgraphs/identity/curators/curators.ts#CuratorGrant',
    Partner: '../subgraphs/identity/partners/partners.ts#Partner',
    PartnerKey: '../subgraphs/identity/partners/partner-keys.ts#PartnerKey',
    PartnerKeyGrant: '../subgraphs/identity/partners/partner-keys.ts#Grant',
    Passkey: '../subgraphs/identity/passkeys/credentials.ts#Passkey',
    Session: '../subgraphs/identity/sessions/sessions.ts#Session',
    SessionGrant: '../subgraphs/identity/sessions/grants.ts#SessionGrant',
    Viewer: '../kit/graph/viewer.ts#Viewer',
    WebhookDelivery: '../subgraphs/identity/partners/webhook-deliveries.ts#WebhookDelivery',
    WebhookEndpoint: '../subgraphs/identity/partners/webhook-endpoints.ts#WebhookEndpoint',
  },
};

const config: CodegenConfig = {
  generates: Object.fromEntries(
    Object.entries(mappers).map(([name, types]) => [
      `generated/${name}.ts`,
      {
        schema: ['schema/shared.graphql', `schema/${name}.graphql`],
        plugins: ['typescript', 'typescript-resolvers'],
        config: {
          federation: true,
          enumsAsTypes: true,
          useTypeImports: true,
          importExtension: '.ts',
          maybeValue: 'T | null',
          inputMaybeValue: 'T | null | undefined',
          contextType: `../subgraphs/${name}/context.ts#Context`,
          mappers: types,
          mapperTypeSuffix: 'Row',
          scalars: {
            Date: 'string',
            DateTime: { input: 'Date', output: 'string | Date' },
            Decimal: 'string',
            URL: { input: 'URL', output: 'string' },
            CountryCode: 'string',
            CurrencyCode: 'string',
            HTML: 'string',
            Sha256: 'string',
          },
        },
      },
    ]),
  ),
};

export default config;
