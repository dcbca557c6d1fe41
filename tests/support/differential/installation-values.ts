import type { GraphResponse } from '../graph.ts';
import type { KnownValues } from './values.ts';

const catalogue = `{
  products(first: 5) { nodes { id handle } }
  collections(first: 2) { nodes { id handle title } }
  categories(first: 3) { nodes { id handle } }
  articles(first: 3) { nodes { id slug } }
  artisans(first: 2) { nodes { id slug name } }
  materials(first: 3) { nodes { id name } }
  pages(first: 3) { nodes { id slug } }
  stores(first: 3) { nodes { id slug } }
}`;

/** Values that exist in a seeded installation, values that do not exist, and invalid values. */
export async function installationValues(send: (query: string) => Promise<GraphResponse>): Promise<KnownValues> {
  const { data } = await send(catalogue);
  const of = (list: string, field: string): string[] =>
    data[list].nodes.map((node: Record<string, string> | null) => node?.[field]).filter(Boolean);
  const byIdOrHandle = (list: string) => [
    ...of(list, 'id').map((id) => ({ id })),
    ...of(list, 'handle').map((handle) => ({ handle })),
    { handle: 'none' },
    {},
  ];
  const nodes = [...of('products', 'id'), ...of('articles', 'id'), ...of('materials', 'id'), 'prod_none'];
  return {
    fields: {
      'Query.product': byIdOrHandle('products'),
      'Query.collection': byIdOrHandle('collections'),
      'Query.category': byIdOrHandle('categories'),
      'Query.article': [...of('articles', 'slug'), 'none'].map((slug) => ({ slug })),
      'Query.artisan': [...of('artisans', 'slug'), 'none'].map((slug) => ({ slug })),
      'Query.page': [...of('pages', 'slug'), 'none'].map((slug) => ({ slug })),
      'Query.store': [...of('stores', 'slug'), 'none'].map((slug) => ({ slug })),
      'Query.series': ['fire-and-water', 'none'].map((slug) => ({ slug })),
      'Query.menu': ['main', 'footer', 'none'].map((handle) => ({ handle })),
      'Query.redirect': ['/blog', '/none', 'none'].map((path) => ({ path })),
      // Without an instant, the answer depends on the moment of the request.
      'Store.isOpenAt': [{ time: '2026-12-24T12:00:00Z' }, { time: '2026-12-25T12:00:00Z' }],
      'Query.material': [...of('materials', 'id'), 'none'].map((id) => ({ id })),
      'Query.node': nodes.map((id) => ({ id })),
      'Query.nodes': [{ ids: nodes }, { ids: nodes.slice(0, 2) }],
      'Query.cart': [{ id: 'cart_none' }],
      'Query.order': [{ id: 'order_none' }],
      'Query.partner': [{ id: 'none' }],
      'Query.suggest': ['le', 'ember', 'ita', ''].map((query) => ({ query, first: 3 })),
    },
    names: {
      first: [1, 2, 3],
      after: [null],
      words: [1, 10],
      aspectRatio: [0.8, 1],
      query: ['', 'leather', 'tote', 'lamp', 'nothing of this'],
      ids: nodes,
      handles: of('products', 'handle'),
      collections: of('collections', 'handle'),
      categories: of('categories', 'handle'),
      materials: of('materials', 'name'),
      materialIds: of('materials', 'id'),
      materialKinds: ['LEATHER', 'WOOD'],
      artisanIds: of('artisans', 'id'),
      values: ['M', '52', 'none'],
      artisans: of('artisans', 'name'),
      tags: ['leather', 'none'],
      certifications: ['LWG Gold'],
      prefix: ['x'],
      action: ['curatorSignIn'],
      CountryCode: ['IT', 'JP', 'FR'],
      Decimal: ['0', '100', '2500.50'],
      Date: ['2026-12-24', '2026-12-28'],
      DateTime: ['2020-01-01T00:00:00Z', '2100-01-01T00:00:00Z'],
      Boolean: [true, false],
      Float: [0, 12.5, 100],
      Int: [1, 2],
      ID: nodes,
      String: ['leather', 'none'],
    },
  };
}
