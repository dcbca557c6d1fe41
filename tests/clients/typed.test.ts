import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { graphUrl } from './house.ts';
import { openProject, type Project } from './project.ts';

jest.setTimeout(180_000);

describe('gql.tada', () => {
  let project: Project;
  beforeAll(async () => {
    project = await openProject([
      { name: 'gql.tada/ts-plugin', schema: './schema.graphql', tadaOutputLocation: './graphql-env.d.ts' },
    ]);
  });
  afterAll(() => project.remove());

  it('takes the schema from the address of the graph, and types by it', async () => {
    const generated = await project.run(
      'gql.tada/bin/cli.js',
      'generate-schema',
      graphUrl(),
      '--output',
      'schema.graphql',
    );
    const output = await project.run('gql.tada/bin/cli.js', 'generate-output');
    await project.write('right.ts', source('title'));
    const checked = await project.run('gql.tada/bin/cli.js', 'check');
    const compiled = await project.run('typescript/bin/tsc', '-p', '.');

    expect([generated, output].map(({ ended, output }) => [ended, output])).toEqual([
      [0, expect.any(String)],
      [0, expect.any(String)],
    ]);
    expect([checked.ended, compiled]).toEqual([0, { ended: 0, output: '' }]);
  });

  it('refuses a field that the graph has not', async () => {
    await project.write('wrong.ts', source('tilte'));
    const checked = await project.run('gql.tada/bin/cli.js', 'check');
    const compiled = await project.run('typescript/bin/tsc', '-p', '.');

    expect([checked.ended, checked.output]).toEqual([1, expect.stringContaining('tilte')]);
    expect([compiled.ended, compiled.output]).toEqual([2, expect.stringMatching(/^wrong\.ts\(\d+,\d+\): error TS/)]);
  });

  function source(field: string): string {
    return `import { initGraphQLTada, type ResultOf } from 'gql.tada';
      import type { introspection } from './graphql-env.d.ts';
      const graphql = initGraphQLTada<{ introspection: introspection; scalars: { Decimal: string; CurrencyCode: string } }>();
      export const query = graphql(\`query Product { product(handle: "ember-tote") { id ${field} priceRange { min { amount } } } }\`);
      declare const data: ResultOf<typeof query>;
      export const title: string | undefined = data.product?.${field};
      export const amount: string | undefined = data.product?.priceRange?.min.amount;`;
  }
});

describe('The client preset of GraphQL Code Generator', () => {
  let project: Project;
  beforeAll(async () => {
    project = await openProject();
  });
  afterAll(() => project.remove());

  it('types every example operation, from the address of the graph', async () => {
    await project.write('codegen.json', {
      schema: graphUrl(),
      documents: join(import.meta.dirname, '../../schema/operations/*.graphql'),
      generates: { './gql/': { preset: 'client', config: { useTypeImports: true } } },
    });
    await project.write(
      'page.ts',
      `import { type ProductPageQuery } from './gql/graphql';
       declare const page: ProductPageQuery;
       export const place: string | null | undefined = page.product?.provenance?.place;`,
    );
    const generated = await project.run('@graphql-codegen/cli/cjs/bin.js', '--config', 'codegen.json');
    const compiled = await project.run('typescript/bin/tsc', '-p', '.');

    expect(generated).toEqual({ ended: 0, output: expect.any(String) });
    expect(compiled).toEqual({ ended: 0, output: '' });
  });
});
