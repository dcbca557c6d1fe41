import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import type { CodegenConfig } from '@graphql-codegen/cli';
import { subgraphs } from '#subgraphs/registry.ts';
import { storefrontTypes } from './examples/storefront/codegen.ts';

/** Types of each subgraph's schema, in `generated/<name>.ts`, and of the operations of the example storefront. */
const config: CodegenConfig = {
  generates: {
    ...storefrontTypes,
    ...Object.fromEntries(
      subgraphs.map(({ name }) => [
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
            mappers: mappersOf(name),
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
  },
};

export default config;

/**
 * What the resolvers of a GraphQL type receive as their parent, where that is not the type itself. The optional file
 * `subgraphs/<name>/mappers.json` maps GraphQL types to `<file>#<type>`, with paths from its own folder.
 */
function mappersOf(name: string): Record<string, string> {
  const file = `subgraphs/${name}/mappers.json`;
  const mappers: Record<string, string> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  return Object.fromEntries(
    Object.entries(mappers).map(([type, row]) => [type, posix.join('../subgraphs', name, row)]),
  );
}
