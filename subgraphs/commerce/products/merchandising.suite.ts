import { expect, it } from '@jest/globals';
import type { Shop } from '../commerce.fixture.ts';

/** Collections by tags, recommendations, sales, prices by quantity, and what search engines show. */
export function merchandisingSuite(shop: Shop): void {
  const withCollection = async (body: object, use: (id: string) => Promise<void>) => {
    const made = (await shop.callMedusa('admin/collections', body)) as { collection: { id: string } };
    try {
      await use(made.collection.id);
    } finally {
      await shop.callMedusa(`admin/collections/${made.collection.id}`, { metadata: { tag: '' } });
    }
  };
  const icons = { title: 'Zz icons', handle: 'icons', metadata: { tag: 'icon', seo: { title: 'Our icons' } } };

  it('is in the collection that it is assigned to, and in those of its tags', async () => {
    await withCollection(icons, async (id) => {
      const { data, errors } = await shop.ask(`{
        product(id: "prod_tote") { collections { id handle } collection { id } }
        collection(id: "${id}") { seo { title description image { url } } image { url } products { totalCount nodes { id } } }
        ember: collection(handle: "ember") { products { nodes { id } } }
        both: products(filter: { collections: ["icons", "plain"] }) { totalCount }
        tagged: products(filter: { collections: ["icons"], tags: ["leather"] }) { totalCount }
        none: products(filter: { collections: ["icons"], tags: ["box"] }) { totalCount }
      }`);

      expect(errors).toBeUndefined();
      expect(data).toEqual({
        product: {
          collections: [
            { id: 'pcol_ember', handle: 'ember' },
            { id, handle: 'icons' },
          ],
          collection: { id: 'pcol_ember' },
        },
        collection: {
          seo: { title: 'Our icons', description: null, image: null },
          image: null,
          products: { totalCount: 1, nodes: [{ id: 'prod_tote' }] },
        },
        ember: { products: { nodes: [{ id: 'prod_tote' }] } },
        both: { totalCount: 31 },
        tagged: { totalCount: 1 },
        none: { totalCount: 0 },
      });
    });
  });

  it('lists the collections of many products with two calls', async () => {
    const { data } = await shop.ask('{ products(first: 31) { nodes { collections { id } } } }');

    expect(data.products.nodes).toHaveLength(31);
    expect(data.products.nodes.every(({ collections }: { collections: object[] }) => collections.length === 1)).toBe(
      true,
    );
    expect(shop.calls()).toHaveLength(2);
  });

  it('has the recommendations of the editors in their order, without what is not sold', async () => {
    const { data } = await shop.ask('{ product(id: "prod_tote") { complementary { id title } } }');

    expect(data.product.complementary).toEqual([
      { id: 'prod_box_3', title: 'Box 03' },
      { id: 'prod_box_4', title: 'Box 04' },
    ]);
    expect(shop.calls()).toHaveLength(2);
  });

  it('has everything that is selected of the same recommendation under two aliases', async () => {
    const { data } = await shop.ask(`{
      products(first: 2, sort: TITLE_DESC) { nodes {
        id
        a: complementary(first: 1) { collections { id } }
        b: complementary { id title collections { id title } complementary { id } }
      } }
    }`);

    expect(data.products.nodes).toEqual([
      {
        id: 'prod_tote',
        a: [{ collections: [{ id: 'pcol_plain' }] }],
        b: [3, 4].map((n) => ({
          id: `prod_box_${n}`,
          title: `Box 0${n}`,
          collections: [{ id: 'pcol_plain', title: 'Plain' }],
          complementary: [],
        })),
      },
      { id: 'prod_box_29', a: [], b: [] },
    ]);
    expect(shop.calls()).toHaveLength(3);
  });

  it.each([0, 25])('refuses to recommend %d products', async (first) => {
    const { errors } = await shop.ask(`{ product(id: "prod_tote") { complementary(first: ${first}) { id } } }`);

    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
  });

  it('has the sale that reduces its price, with its dates', async () => {
    type Lists = { price_lists: { id: string; title: string }[] };
    const { price_lists } = (await shop.callMedusa('admin/price-lists')) as Lists;
    const id = price_lists.find(({ title }) => title === 'Archive sale')?.id;
    const read = async () => {
      const { data } = await shop.ask(`{ product(id: "prod_tote") { variants { nodes {
        sale { percent saving { amount currencyCode } startsAt endsAt }
      } } } }`);
      return data.product.variants.nodes.map(({ sale }: { sale: object | null }) => sale);
    };
    const saving = { percent: 16, saving: { amount: '249.50', currencyCode: 'EUR' } };

    const before = await read();
    await shop.callMedusa(`admin/price-lists/${id}`, { ends_at: '2099-01-31T23:00:00.000Z' });
    const dated = await read();
    await shop.callMedusa(`admin/price-lists/${id}`, { ends_at: null });

    expect(before).toEqual([{ ...saving, startsAt: null, endsAt: null }, null]);
    expect(dated).toEqual([{ ...saving, startsAt: null, endsAt: '2099-01-31T23:00:00.000Z' }, null]);
  });

  it('has a price by quantity where it has a content', async () => {
    const { data } = await shop.ask(`{ product(id: "prod_tote") { variants { nodes {
      unitPrice { price { amount currencyCode } per { value unit } content { value unit } }
    } } } }`);

    expect(data.product.variants.nodes).toEqual([
      {
        unitPrice: {
          price: { amount: '480.96', currencyCode: 'EUR' },
          per: { value: 100, unit: 'GRAMS' },
          content: { value: 260, unit: 'GRAMS' },
        },
      },
      { unitPrice: null },
    ]);
    expect(shop.calls()).toHaveLength(1);
  });

  it('shows search engines its own texts where the editors wrote none', async () => {
    const { data } = await shop.ask(`{
      product(id: "prod_tote") { seo { title description image { url } } }
      category(handle: "bags") { ancestors { id } seo { title description } image { url } }
      above: category(handle: "leather") { ancestors { id } image { url altText } }
    }`);

    expect(data).toEqual({
      product: {
        seo: {
          title: 'Ember Tote',
          description: 'Made once.',
          image: { url: 'https://media.axiom.example/pictures/tote/0.webp' },
        },
      },
      category: {
        ancestors: [{ id: 'pcat_leather' }],
        seo: { title: 'Bags', description: 'To carry.' },
        image: null,
      },
      above: {
        ancestors: [],
        image: { url: 'https://media.axiom.example/pictures/leather.webp', altText: 'Leather' },
      },
    });
  });
}
