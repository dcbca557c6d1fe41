import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openProject, type Project } from './project.ts';
import { graphUrl } from './readers.ts';

jest.setTimeout(180_000);

const guide = readFileSync(join(import.meta.dirname, '../../docs/guides/clients.md'), 'utf8');
const sample = block('ts', 'initGraphQLTada');

/** The first code block of the guide in a language that contains a text. */
function block(language: string, text: string): string {
  const blocks = [...guide.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)];
  const found = blocks.find(([, name, code]) => name === language && code?.includes(text))?.[2];
  if (!found) throw new Error(`The guide shows no ${language} with ${text}.`);
  return found;
}

describe('gql.tada', () => {
  let project: Project;
  beforeAll(async () => {
    project = await openProject(JSON.parse(block('json', 'gql.tada/ts-plugin')).compilerOptions.plugins);
  });
  afterAll(() => project.remove());

  it('reads the schema from the URL of the graph, and types operations by it', async () => {
    const generated = await project.run(
      'gql.tada/bin/cli.js',
      'generate-schema',
      graphUrl(),
      '--output',
      'schema.graphql',
    );
    const output = await project.run('gql.tada/bin/cli.js', 'generate-output');
    await project.write('right.ts', sample);
    const checked = await project.run('gql.tada/bin/cli.js', 'check');
    const compiled = await project.run('typescript/bin/tsc', '-p', '.');

    expect([generated, output].map(({ ended, output }) => [ended, output])).toEqual([
      [0, expect.any(String)],
      [0, expect.any(String)],
    ]);
    expect([checked.ended, compiled]).toEqual([0, { ended: 0, output: '' }]);
  });

  it('rejects a field that does not exist in the schema', async () => {
    await project.write('wrong.ts', sample.replace('title\n', 'tilte\n'));
    const checked = await project.run('gql.tada/bin/cli.js', 'check');
    const compiled = await project.run('typescript/bin/tsc', '-p', '.');

    expect([checked.ended, checked.output]).toEqual([1, expect.stringContaining('tilte')]);
    expect([compiled.ended, compiled.output]).toEqual([2, expect.stringMatching(/^wrong\.ts\(\d+,\d+\): error TS/)]);
  });
});

describe('The client preset of GraphQL Code Generator', () => {
  let project: Project;
  beforeAll(async () => {
    project = await openProject();
  });
  afterAll(() => project.remove());

  it('types every example operation, with the URL of the graph', async () => {
    const config = JSON.parse(block('json', '"preset": "client"'));
    const documents = join(import.meta.dirname, '../../schema/operations/*/*.graphql');
    await project.write('codegen.json', { ...config, schema: graphUrl(), documents });
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
