import type { CodegenConfig } from '@graphql-codegen/cli';

/**
 * What a resolver's parent really is, where it is not the GraphQL type itself: GraphQL type → `<file>#<type>`,
 * seen from the generated file.
 */
const mappers: Record<string, Record<string, string>> = {
  commerce: {},
  provenance: {},
  journal: {},
  search: {},
  identity: {},
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
