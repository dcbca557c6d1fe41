import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { validateSupergraph } from '#gateway/supergraph.ts';
import { clientCacheModule } from './client-cache.ts';

const root = join(import.meta.dirname, '../..');
const published = join(root, 'docs/guides/clients/graph-cache.ts');

describe('The published settings for client caches', () => {
  it('is up to date with the schema', async () => {
    const { schema } = await validateSupergraph(readFileSync(join(root, 'schema/supergraph.graphql'), 'utf8'));

    expect(readFileSync(published, 'utf8')).toBe(clientCacheModule(schema));
  });

  it('must name types of the graph', () => {
    expect(() => clientCacheModule(buildSchema('type Query { ok: Boolean }'))).toThrow('Provenance');
  });

  it('lists paged fields, possible types and objects without an id', async () => {
    const { connectionFields, embeddedTypes, mergedTypes, possibleTypes } = await import(published);

    expect(connectionFields.Query.products).toEqual(['filter', 'sort', 'deliverableFirst']);
    expect(connectionFields.Product.stories).toEqual([]);
    expect(possibleTypes.Asset).toEqual(['Asset3D', 'TextureAsset']);
    expect(embeddedTypes).toContain('Money');
    expect(
      embeddedTypes.filter((name: string) => /^(Product|Query|Mutation)$|(Connection|Payload)$/.test(name)),
    ).toEqual([]);
    expect(mergedTypes.filter((name: string) => !embeddedTypes.includes(name))).toEqual([]);
  });
});

describe('The guides for clients', () => {
  const guides = join(root, 'docs/guides');
  const samples = readdirSync(join(guides, 'clients')).filter((file) => file !== 'graph-cache.ts');

  it.each(samples)('contain %s as the tests run it', (file) => {
    const sample = readFileSync(join(guides, 'clients', file), 'utf8');

    const pages = ['clients.md', 'limits.md', 'accounts.md', 'pictures.md'].map((page) =>
      readFileSync(join(guides, page), 'utf8'),
    );

    expect(pages.filter((page) => page.includes(`\`\`\`ts\n${sample}\`\`\``))).toHaveLength(1);
  });
});
