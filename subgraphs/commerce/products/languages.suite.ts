import { expect, it } from '@jest/globals';
import type { Shop } from '../commerce.fixture.ts';

const french = { 'x-axiom-language': 'FR' };
const japanese = { 'x-axiom-language': 'JA' };

const page = `
  id handle title subtitle description tags
  options { name values }
  variants { nodes { title selectedOptions { name value } } }
  collection { handle title description }
  categories { handle name description }
  alternates { language handle }`;

/** Texts and handles of products, collections and categories in other languages than English. */
export function languageSuite(shop: Shop): void {
  it('is that of all texts of a product, with one call for it and one for the categories', async () => {
    const { data, errors, extensions } = await shop.ask(`{ product(handle: "ember-tote") { ${page} } }`, {}, french);

    expect(errors).toBeUndefined();
    expect(data.product).toEqual({
      id: 'prod_tote',
      handle: 'cabas-braise',
      title: 'Cabas Braise',
      subtitle: 'Un cabas',
      description: 'Fait une fois.',
      tags: ['cuir', 'icône'],
      options: [
        { name: 'Taille', values: ['Petit', 'Grand'] },
        { name: 'Couleur', values: ['Suie', 'Amber'] },
      ],
      variants: {
        nodes: [
          {
            title: 'Petit / Suie',
            selectedOptions: [
              { name: 'Taille', value: 'Petit' },
              { name: 'Couleur', value: 'Suie' },
            ],
          },
          {
            title: 'Large / Amber',
            selectedOptions: [
              { name: 'Taille', value: 'Grand' },
              { name: 'Couleur', value: 'Amber' },
            ],
          },
        ],
      },
      collection: { handle: 'braise', title: 'Braise', description: 'Des cuirs chauds.' },
      categories: [
        { handle: 'leather', name: 'Leather', description: 'All that is leather.' },
        { handle: 'sacs', name: 'Sacs', description: 'To carry.' },
      ],
      alternates: [
        { language: 'EN', handle: 'ember-tote' },
        { language: 'FR', handle: 'cabas-braise' },
        { language: 'JA', handle: 'box-0' },
      ],
    });
    expect((extensions?.fallbacks as string[] | undefined)?.toSorted()).toEqual([
      'Category.description product categories',
      'Category.name product categories',
      'ProductOption.values product options',
      'ProductVariant.title product variants',
      'SelectedOption.value product variants',
    ]);
    expect(shop.calls()).toHaveLength(2);
  });

  it('has no effect on what is read in English', async () => {
    const { data, extensions } = await shop.ask('{ product(handle: "ember-tote") { handle title tags } }');

    expect(data.product).toEqual({ handle: 'ember-tote', title: 'Ember Tote', tags: ['icon', 'leather'] });
    expect(extensions).toBeUndefined();
    expect(shop.calls()).toHaveLength(1);
  });

  it('is that of lists, in one call, where each entity reports its own fallbacks', async () => {
    const { data, extensions } = await shop.ask(
      '{ products(filter: { ids: ["prod_tote", "prod_box_1", "prod_box_26"] }, sort: TITLE_ASC) { nodes { id title } } }',
      {},
      french,
    );

    expect(data.products.nodes.map(({ title }: { title: string }) => title).sort()).toEqual([
      'Box 01',
      'Boîte 26',
      'Cabas Braise',
    ]);
    expect(extensions?.fallbacks).toEqual(['Product.title products nodes']);
    expect(shop.calls()).toHaveLength(1);

    const references = ['prod_tote', 'prod_box_1'].map((id) => ({ __typename: 'Product', id }));
    const asked = await shop.ask(
      'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Product { title } } }',
      { of: references },
      french,
    );
    expect(asked.extensions?.fallbacks).toEqual(['Product.title _entities 1']);
  });

  it('has labels of personalizations and explanations of restrictions', async () => {
    const { data, extensions } = await shop.ask(
      `{ one: product(id: "prod_box_26") { deliveryRestrictions { explanation } }
        other: product(id: "prod_box_27") { personalizations { label } } }`,
      {},
      french,
    );

    expect(data).toEqual({
      one: { deliveryRestrictions: [{ explanation: 'Elle est en palissandre.' }] },
      other: { personalizations: [{ label: 'Initiales' }, { label: 'Wish' }] },
    });
    expect(extensions?.fallbacks).toEqual(['ProductPersonalization.label other personalizations']);
  });

  it('has labels and values of specifications', async () => {
    const query = '{ product(id: "prod_box_27") { specifications { key label value } } }';
    const inFrench = await shop.ask(query, {}, french);
    const inEnglish = await shop.ask(query);

    expect(inFrench.data).toEqual({
      product: {
        specifications: [
          { key: 'lining', label: 'Doublure', value: 'Soie' },
          { key: 'wood', label: 'Wood', value: 'Walnut' },
        ],
      },
    });
    expect(inFrench.extensions?.fallbacks).toEqual([
      'ProductSpecification.label product specifications',
      'ProductSpecification.value product specifications',
    ]);
    expect(inEnglish.data).toEqual({
      product: {
        specifications: [
          { key: 'lining', label: 'Lining', value: 'Silk' },
          { key: 'wood', label: 'Wood', value: 'Walnut' },
        ],
      },
    });
  });

  it('has texts of pictures and descriptions for search engines, without a call more', async () => {
    const query = `{
      product(id: "prod_tote") { thumbnail { altText } images { altText } seo { title description image { altText } }
        media { nodes { ... on Image { altText } } } variants { nodes { image { altText } } } }
    }`;
    const { data, extensions } = await shop.ask(query, {}, french);
    const { data: other, extensions: reported } = await shop.ask(query, {}, japanese);

    const texts = ['Le cabas, fermé', 'Cabas Braise (2)'];
    const described = texts.map((altText) => ({ altText }));
    expect(data.product).toEqual({
      thumbnail: { altText: texts[0] },
      images: described,
      media: { nodes: [described[1], {}, described[0]] },
      seo: { title: 'Cabas Braise', description: 'Fait une fois.', image: { altText: texts[0] } },
      variants: { nodes: [{ image: described[0] }, { image: described[1] }] },
    });
    expect(extensions).toBeUndefined();
    expect(other.product.images).toEqual([{ altText: 'The tote, closed' }, { altText: 'エンバー トート (2)' }]);
    expect(other.product.seo).toMatchObject({ title: 'エンバー トート', description: 'Made once.' });
    expect(((reported?.fallbacks ?? []) as string[]).map((place) => place.split(' ')[0])).toEqual(
      expect.arrayContaining(['Image.altText', 'Seo.description']),
    );
    expect(shop.calls()).toHaveLength(2);
  });

  it('has descriptions of collections and categories for search engines', async () => {
    const { data, extensions } = await shop.ask(
      `{ collection(handle: "ember") { seo { title description } } category(handle: "leather") { image { altText } seo { title } } }`,
      {},
      french,
    );

    expect(data).toEqual({
      collection: { seo: { title: 'Braise', description: 'Des cuirs chauds.' } },
      category: { image: { altText: 'Leather' }, seo: { title: 'Leather' } },
    });
    expect(extensions?.fallbacks).toEqual(['Image.altText category image', 'Seo.title category seo']);
  });

  it.each([
    ['product', 'cabas-braise', 'prod_tote'],
    ['product', 'ember-tote', 'prod_tote'],
    // English handles come first.
    ['product', 'box-0', 'prod_box_0'],
    ['collection', 'braise', 'pcol_ember'],
    ['collection', 'ember', 'pcol_ember'],
    ['category', 'sacs', 'pcat_bags'],
    ['category', 'bags', 'pcat_bags'],
  ])('finds a %s by the handle %s, in every language of the request', async (kind, handle, id) => {
    for (const headers of [{}, french, japanese]) {
      const { data } = await shop.ask(`query ($of: String) { ${kind}(handle: $of) { id } }`, { of: handle }, headers);

      expect(data).toEqual({ [kind]: { id } });
      expect(shop.calls()).toHaveLength(1);
      shop.resetCalls();
    }
  });

  it.each(['none', '', "' or true --", '\u0000', 'x'.repeat(1_000), '["cabas-braise"]', '%'])(
    'finds nothing by %j',
    async (handle) => {
      const { data } = await shop.ask('query ($of: String) { product(handle: $of) { id } }', { of: handle }, french);

      expect(data.product).toBeNull();
    },
  );

  it('filters by handles and tags of any language', async () => {
    const { data } = await shop.ask(
      '{ products(filter: { collections: ["braise"], categories: ["sacs"], tags: ["cuir"] }) { nodes { id } } }',
    );

    expect(data.products.nodes).toEqual([{ id: 'prod_tote' }]);
  });

  it('has the addresses of a collection and a category in all languages', async () => {
    const { data } = await shop.ask(
      `{ collection(handle: "ember") { alternates { language handle } } category(handle: "bags") { alternates { language handle } }
        product(id: "prod_tote") { collection { alternates { handle } } } }`,
    );

    expect(data).toEqual({
      collection: {
        alternates: [
          { language: 'EN', handle: 'ember' },
          { language: 'FR', handle: 'braise' },
        ],
      },
      category: {
        alternates: [
          { language: 'EN', handle: 'bags' },
          { language: 'FR', handle: 'sacs' },
        ],
      },
      product: { collection: { alternates: [{ handle: 'ember' }, { handle: 'braise' }] } },
    });
  });

  it.each(['fr-FR', ';handles', 'fr', 'xx-XX;handles', "fr-FR' --", 'fr-FR;handles;handles'])(
    'is asked of Medusa in a form that harms nothing: %s',
    async (value) => {
      const found = (await shop.callMedusa('store/products?id=prod_tote&fields=id,title', undefined, {
        'x-axiom-texts': value,
      })) as { products: { title: string }[] };

      expect(found.products).toMatchObject([{ id: 'prod_tote', title: 'Ember Tote' }]);
    },
  );

  it('reports when a translation changes', async () => {
    const changes = async (after: string | null) =>
      (await shop.ask(`query ($after: String) { commerceChanges(after: $after, wait: 0) { cursor tags } }`, { after }))
        .data.commerceChanges;
    const { cursor } = await changes(null);
    const { translations } = (await shop.callMedusa('admin/translations?reference_id=prod_tote&locale_code=fr-FR')) as {
      translations: { id: string; translations: object }[];
    };
    const [found] = translations;
    await shop.callMedusa('admin/translations/batch', {
      update: [
        { id: found?.id, translations: { ...found?.translations, title: 'Cabas Ambre', handle: 'cabas-braise' } },
      ],
    });

    expect((await changes(cursor)).tags).toContain('product:prod_tote');
    const { data } = await shop.ask('{ product(id: "prod_tote") { title } }', {}, french);
    expect(data.product.title).toBe('Cabas Ambre');
  });
}
