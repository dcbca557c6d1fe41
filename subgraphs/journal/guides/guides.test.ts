import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Language } from '#kit/graph/languages/language.ts';
import { anonymous, type SignedIn } from '#kit/graph/viewer.ts';
import { openTestJournal, type TestJournal } from '../journal.fixture.ts';
import { writeGuides } from './guides.fixture.ts';

let journal: TestJournal;

beforeAll(async () => {
  journal = await openTestJournal();
  await writeGuides(journal.editor);
});

afterAll(() => journal?.close());

beforeEach(() => journal.reset());

/** A product as the gateway names it to the journal. `categories` are paths from the category up. */
const product = (id: string, collections: string[], ...categories: string[][]) => ({
  ...{ __typename: 'Product', id, collections: collections.map((each) => ({ id: each })) },
  categories: categories.map(([own, ...above]) => ({
    id: own,
    ancestors: above.reverse().map((each) => ({ id: each })),
  })),
});
const bag = (name: string, ...collections: string[]) =>
  product(`prod_${name}`, collections, ['pcat_bags', 'pcat_leather']);

async function ofProducts(selection: string, representations: object[], language: Language = 'EN') {
  const query = `query ($all: [_Any!]!) { _entities(representations: $all) { ... on Product { ${selection} } } }`;
  const { data, errors, extensions } = await journal.request(query, { all: representations }, anonymous, language);
  expect(errors).toBeUndefined();
  return {
    found: data._entities,
    fallbacks: [...new Set(extensions?.fallbacks?.map((each) => each.split(' ')[0]))].sort(),
  };
}

describe('The care guide of a product', () => {
  it('is the most specific one, by one query for a list of products', async () => {
    const products = [
      bag('tote', 'pcol_ember'),
      bag('satchel', 'pcol_scree', 'pcol_ember'),
      // Two guides are attached to its category: the first by handle.
      bag('folio', 'pcol_scree'),
      product('prod_belt', [], ['pcat_belts', 'pcat_leather']),
      // Its own category goes before one that is above another.
      product('prod_case', [], ['pcat_belts', 'pcat_leather'], ['pcat_bags']),
      product('prod_clock', ['pcol_scree'], ['pcat_clocks']),
      product('prod_empty', []),
    ];
    const { found } = await ofProducts('careGuide { handle }', products);

    expect(found.map(({ careGuide }: { careGuide: { handle: string } | null }) => careGuide?.handle ?? null)).toEqual([
      ...['tote', 'ember', 'alpha', 'leather', 'alpha', null, null],
    ]);
    expect(journal.queries()).toBe(1);
    expect(journal.logged()).toMatchObject([
      { event: 'document_incomplete', id: 'care_odd', missingFields: ['handle'] },
      { event: 'document_incomplete', id: 'care_empty', missingFields: ['instructions'] },
    ]);
  });

  it('has its symbols once, in the order of the standard, with their sentences in the language of the request', async () => {
    await journal.editor.delete('care_second');
    const { found } = await ofProducts('careGuide { symbols { code process text } }', [bag('folio')], 'FR');

    expect(found[0].careGuide.symbols).toEqual([
      { code: 'WASH_30', process: 'WASHING', text: 'Laver à 30 °C au plus.' },
      { code: 'IRON_LOW', process: 'IRONING', text: 'Repasser à basse température, sans vapeur.' },
    ]);
  });

  it('is in the language of the request, or in English, which is reported', async () => {
    const selection = 'careGuide { id title instructions { plainText } updatedAt }';
    const belts = product('prod_belt', [], ['pcat_leather']);
    const inFrench = await ofProducts(selection, [belts], 'FR');
    const inItalian = await ofProducts(selection, [belts], 'IT');

    expect(inFrench.found[0].careGuide).toEqual({
      ...{ id: 'care_leather', title: 'Cuir', instructions: { plainText: 'Gardez.' } },
      updatedAt: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect(inFrench.fallbacks).toEqual([]);
    expect(inItalian.found[0].careGuide).toMatchObject({
      title: 'Care of leather',
      instructions: { plainText: 'Keep leather.' },
    });
    expect(inItalian.fallbacks).toEqual(['CareGuide.instructions', 'CareGuide.title']);
  });

  it('is found by its id', async () => {
    const query = `{ _entities(representations: [
      { __typename: "CareGuide", nodeId: "care_tote" }, { __typename: "SizeGuide", id: "size_rings" }, { __typename: "CareGuide", id: "care_draft" }
    ]) { ... on CareGuide { handle } ... on SizeGuide { handle } } }`;

    expect((await journal.request(query)).data._entities).toEqual([{ handle: 'tote' }, { handle: 'rings' }, null]);
    expect(journal.queries()).toBe(2);
  });
});

describe('The size guide of a product', () => {
  const ring = product('prod_ring', [], ['pcat_rings']);
  const table = `sizeGuide {
    title optionKey howToMeasure { plainText } columns { key name }
    rows { key size valueKey measurements { key name value maxValue inches: value(unit: INCHES) most: maxValue(unit: CENTIMETRES) } }
  }`;

  it('has the measurements of each size in the order of the columns and in any unit', async () => {
    const { found } = await ofProducts(table, [ring, product('prod_stole', []), product('prod_none', [])]);

    expect(found[0].sizeGuide).toEqual({
      ...{ title: 'Ring sizes', optionKey: 'Size', howToMeasure: { plainText: 'Measure.' } },
      columns: [
        { key: 'inside', name: 'Circumference' },
        { key: 'finger', name: 'Finger' },
      ],
      rows: [
        {
          ...{ key: 'r1', size: '52', valueKey: '52' },
          measurements: [
            { key: 'inside', name: 'Circumference', value: 52.4, maxValue: null, inches: 2.06, most: null },
            { key: 'finger', name: 'Finger', value: 51, maxValue: 53, inches: 2.01, most: 5.3 },
          ],
        },
        { key: 'r2', size: 'Wide', valueKey: 'W', measurements: [] },
        { key: 'r3', size: 'Plain', valueKey: 'Plain', measurements: [] },
      ],
    });
    expect(found[1].sizeGuide).toMatchObject({
      ...{ optionKey: null, howToMeasure: null },
      rows: [{ size: 'Stole', valueKey: null, measurements: [{ value: 2000, most: null }] }],
    });
    expect(found[2].sizeGuide).toBeNull();
    expect(journal.queries()).toBe(1);
  });

  it('is in the language of the request; sizes without letters are the same in all', async () => {
    const { found, fallbacks } = await ofProducts(table, [ring], 'FR');

    expect(found[0].sizeGuide).toMatchObject({
      ...{ title: 'Tailles', optionKey: 'Size', howToMeasure: { plainText: 'Mesurez.' } },
      columns: [{ name: 'Tour' }, { name: 'Finger' }],
      rows: [{ size: '52', measurements: [{ name: 'Tour' }, {}] }, { size: 'Large', valueKey: 'W' }, { size: 'Plain' }],
    });
    expect(fallbacks).toEqual(['SizeGuideColumn.name', 'SizeGuideEntry.size', 'SizeMeasurement.name']);
  });

  it('has no length of less than a millimetre, so that none is 0 in any unit', async () => {
    const { found } = await ofProducts(table, [product('prod_pin', [])]);

    expect(found[0].sizeGuide.rows).toMatchObject([
      { size: 'Thin', measurements: [{ value: 1, inches: 0.04 }] },
      { size: 'Thinner', measurements: [] },
    ]);
  });

  it('is read with the care guides of a list by one query each', async () => {
    await ofProducts('careGuide { title } sizeGuide { title }', [ring, bag('tote'), bag('folio')]);

    expect(journal.queries()).toBe(2);
  });
});

describe('Guides for curators', () => {
  const curator: SignedIn = { kind: 'CURATOR', id: 'user_1', scopes: ['journal:write'], session: 's1' };
  const publish = 'mutation ($id: ID!) { contentPublish(id: $id) { publishedId userErrors { field code } } }';
  const unpublish = 'mutation ($id: ID!) { contentUnpublish(id: $id) { unpublishedId userErrors { field code } } }';
  const draftOf = `query ($id: ID!) { contentDraft(id: $id) { __typename
    ... on CareGuide { id handle title instructions { plainText } symbols { code } }
    ... on SizeGuide { id handle title rows { size } columns { name } } } }`;

  it('are published and unpublished, and report the tags of what changed', async () => {
    const before = await journal.request(draftOf, { id: 'draft_care_draft' }, curator);
    const published = await journal.request(publish, { id: 'care_draft' }, curator);
    const { found } = await ofProducts('careGuide { title }', [product('prod_empty', [])]);
    const unpublished = await journal.request(unpublish, { id: 'care_draft' }, curator);

    expect(before.data.contentDraft).toMatchObject({
      __typename: 'CareGuide',
      id: 'care_draft',
      title: 'Care of draft',
    });
    expect(published.data.contentPublish).toEqual({ publishedId: 'care_draft', userErrors: [] });
    expect(published.extensions?.invalidates?.sort()).toEqual(['careguide:care_draft', 'careguides']);
    expect(found[0].careGuide).toEqual({ title: 'Care of draft' });
    expect(unpublished.data.contentUnpublish).toEqual({ unpublishedId: 'care_draft', userErrors: [] });
  });

  it('are in the list of drafts, which can have some types only', async () => {
    const drafts = `query ($types: [ContentType!], $first: Int, $after: String) { contentDrafts(types: $types, first: $first, after: $after) {
      totalCount pageInfo { endCursor hasNextPage } nodes { id type language title handle isPublished } } }`;
    await journal.editor
      .transaction()
      .createOrReplace({ _id: 'drafts.size_rings', _type: 'sizeGuide', title: 'Edited', handle: 'rings' })
      .createOrReplace({ _id: 'drafts.redirect_new', _type: 'redirect', path: '/new' })
      .createOrReplace({ _id: 'drafts.page_fr', _type: 'pageTranslation', language: 'FR', slug: { current: 'neuf' } })
      .commit();
    const types = ['SIZE_GUIDE', 'REDIRECT', 'PAGE_TRANSLATION'];
    const whole = (await journal.request(drafts, { types }, curator)).data.contentDrafts;
    const first = (await journal.request(drafts, { types, first: 1 }, curator)).data.contentDrafts;
    const { endCursor: after } = first.pageInfo;
    const second = (await journal.request(drafts, { types, first: 1, after }, curator)).data.contentDrafts;
    const other = await journal.request(drafts, { first: 1, after }, curator);
    const all = (await journal.request(drafts, {}, curator)).data.contentDrafts;

    const none = { language: 'EN', title: null, isPublished: false };
    expect(whole.nodes.toSorted((one: { id: string }, next: { id: string }) => (one.id < next.id ? -1 : 1))).toEqual([
      { ...none, id: 'draft_page_fr', type: 'PAGE_TRANSLATION', language: 'FR', handle: 'neuf' },
      { ...none, id: 'draft_redirect_new', type: 'REDIRECT', handle: '/new' },
      { ...none, id: 'draft_size_rings', type: 'SIZE_GUIDE', title: 'Edited', handle: 'rings', isPublished: true },
    ]);
    expect([first.totalCount, ...first.nodes, ...second.nodes]).toEqual([3, ...whole.nodes.slice(0, 2)]);
    expect(other.errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
    expect(all.nodes).toContainEqual(expect.objectContaining({ id: 'draft_art_6', type: 'ARTICLE' }));
    const viewer = await journal.request(drafts, {}, anonymous);
    expect(viewer.errors?.map(({ extensions }) => extensions.code)).toEqual(['UNAUTHENTICATED']);
  });

  it('are refused without what readers need, and with the handle of another', async () => {
    await journal.editor.create({ _id: 'drafts.size_new', _type: 'sizeGuide', handle: 'rings', rows: [], columns: 7 });
    const { data } = await journal.request(publish, { id: 'size_new' }, curator);
    const { data: shown } = await journal.request(draftOf, { id: 'size_new' }, curator);

    const errors: { field: string[]; code: string }[] = data.contentPublish.userErrors;
    expect(errors.map(({ field, code }) => `${field} ${code}`).sort()).toEqual(
      ['columns', 'handle', 'rows', 'title'].map((field) => `${field} INCOMPLETE`),
    );
    expect(shown.contentDraft).toEqual({
      ...{ __typename: 'SizeGuide', id: 'size_new', handle: 'rings', title: '', rows: [], columns: [] },
    });
  });

  it('of sizes are refused while two columns have one key, which would show the same measurements', async () => {
    const column = (_key: string, key: string) => ({ _key, _type: 'sizeColumn', key, name: `Column ${_key}` });
    const guide = {
      ...{ _id: 'drafts.size_twice', _type: 'sizeGuide', handle: 'twice', title: 'Twice' },
      rows: [{ _key: 'r', _type: 'sizeRow', size: '50', measurements: [] }],
    };
    await journal.editor.create({ ...guide, columns: [column('a', 'width'), column('b', 'width')] });
    const refused = (await journal.request(publish, { id: 'size_twice' }, curator)).data.contentPublish;
    await journal.editor.createOrReplace({ ...guide, columns: [column('a', 'width'), column('b', 'depth')] });
    const published = (await journal.request(publish, { id: 'size_twice' }, curator)).data.contentPublish;

    expect(refused).toEqual({ publishedId: null, userErrors: [{ field: ['columns'], code: 'INCOMPLETE' }] });
    expect(published).toEqual({ publishedId: 'size_twice', userErrors: [] });
  });

  it('are seen by everyone who has the token of a link', async () => {
    const create = `mutation { previewLinkCreate(input: { id: "care_tote" }) { previewLink { token } } }`;
    const { data } = await journal.request(create, {}, curator);
    await journal.editor.create({ _id: 'drafts.care_tote', _type: 'careGuide', title: 'New words' });
    const query =
      'query ($token: String!) { preview(token: $token) { ... on CareGuide { id handle title instructions { plainText } } } }';
    const preview = await journal.request(query, { token: data.previewLinkCreate.previewLink.token });

    expect(preview.data.preview).toEqual({
      id: 'care_tote',
      handle: '',
      title: 'New words',
      instructions: { plainText: '' },
    });
  });
});

describe('The change feed', () => {
  it('names a guide and the lists of guides, so that products lose the one that they have', async () => {
    const changes = 'query ($after: String) { journalChanges(after: $after) { cursor tags productIds } }';
    const { cursor } = (await journal.request(changes)).data.journalChanges;
    await journal.editor.patch('size_cloth').set({ title: 'Edited' }).commit();
    const { tags, productIds } = (await journal.request(changes, { after: cursor })).data.journalChanges;

    expect(tags).toEqual(['sizeguide:size_cloth', 'sizeguides']);
    expect(productIds).toEqual([]);
  });
});
