import type { CodegenConfig } from '@graphql-codegen/cli';

/**
 * The types of the storefront's operations, in `generated/storefront/`. The schema is read as text: a storefront in another
 * repository reads it from `/schema.graphql` of the gateway.
 */
export const storefrontTypes: CodegenConfig['generates'] = {
  'generated/storefront/': {
    schema: 'schema/supergraph.graphql',
    documents: 'examples/storefront/operations/*.graphql',
    preset: 'client',
    presetConfig: { fragmentMasking: false, onlyOperationTypes: true },
    config: {
      documentMode: 'string',
      enumsAsTypes: true,
      useTypeImports: true,
      skipTypename: true,
      scalars: {
        Date: 'string',
        DateTime: 'string',
        Decimal: 'string',
        URL: 'string',
        CountryCode: 'string',
        CurrencyCode: 'string',
        HTML: 'string',
        Sha256: 'string',
        JSONObject: 'Record<string, unknown>',
      },
    },
  },
};

const config: CodegenConfig = { generates: storefrontTypes };
export default config;
