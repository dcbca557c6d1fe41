import { expect, it } from '@jest/globals';
import { signedTestFetch } from '#kit/graph/request-token.fixture.ts';
import { executeAt } from '#tests/support/graph.ts';
import type { Curation } from '#tests/support/subgraphs/curation.ts';

const fields = 'material { id name translations { language name description } }';
const french = { language: 'FR', name: 'Soie', description: 'Tissée à Côme.' };

/** Materials in other languages, as curators write and clients read them. */
export function translationSuite(getCuration: () => Curation): void {
  const mutate = (name: string, input: object) => getCuration().mutate(name, input, fields);

  /** The names and descriptions of a new material and of a certification in a language, and the fields that are in English. */
  const readIn = async (language: 'EN' | 'FR' | 'JA', id: string) => {
    const representations = [
      { __typename: 'Material', id },
      { __typename: 'Material', id: 'mat_calf' },
      { __typename: 'Certification', id: 'cert_new' },
    ];
    const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on Material { name description certifications { name } } ... on Certification { name } } }`;
    const as = signedTestFetch('provenance', { market: { language } });
    const { data, extensions } = await executeAt(getCuration().url, query, { representations }, {}, as);
    return { entities: data._entities, fallbacks: extensions?.fallbacks };
  };

  it('are in the language of the request, and in English where they have no text in it', async () => {
    const { owner } = getCuration();
    await owner`update certification set translations = ${owner.json({ FR: { name: 'LWG Or' } })} where id = 'cert_new'`;
    const silk = { name: 'Silk', kind: 'TEXTILE', description: 'Woven in Como.', carbonKgPerKg: 30 };
    const { material } = await mutate('materialCreate', { ...silk, translations: [french] });

    const calf = { name: 'CALF LEATHER', description: 'About Calf leather.' };
    expect(material.translations).toEqual([french]);
    expect(await readIn('FR', material.id)).toEqual({
      entities: [
        { name: 'Soie', description: 'Tissée à Côme.', certifications: [] },
        { ...calf, certifications: [{ name: 'LWG Or' }, { name: 'LWG Silver' }] },
        { name: 'LWG Or' },
      ],
      fallbacks: ['Material.name _entities 1', 'Material.description _entities 1', 'Certification.name _entities 1'],
    });
    expect(await readIn('EN', material.id)).toMatchObject({
      entities: [{ name: 'Silk' }, calf, { name: 'LWG Gold' }],
      fallbacks: undefined,
    });
    expect((await readIn('JA', material.id)).entities[0].name).toBe('Silk');
  });

  it('are changed language by language: an omitted text stays, null removes it', async () => {
    const { material } = await mutate('materialCreate', {
      ...{ name: 'Wool', kind: 'TEXTILE', carbonKgPerKg: 1 },
      translations: [french, { language: 'IT', name: 'Lana' }],
    });
    const { id } = material;

    const renamed = await mutate('materialUpdate', { id, translations: [{ language: 'FR', name: 'Laine' }] });
    const added = await mutate('materialUpdate', { id, translations: [{ language: 'JA', name: 'ウール' }] });
    const removed = await mutate('materialUpdate', {
      id,
      translations: [
        { language: 'FR', description: null },
        { language: 'IT', name: null },
      ],
    });

    const laine = { ...french, name: 'Laine' };
    const [wool, lana] = [
      { language: 'JA', name: 'ウール', description: null },
      { language: 'IT', name: 'Lana', description: null },
    ];
    expect(renamed.material.translations).toEqual([laine, lana]);
    expect(added.material.translations).toEqual([laine, wool, lana]);
    expect(removed.material).toEqual({ id, name: 'Wool', translations: [{ ...laine, description: null }, wool] });
  });

  it('report what they change, and are kept in the history', async () => {
    const { mutate: change, invalidated } = getCuration();
    const history = 'material { history { before after } }';

    const { material } = await change('materialUpdate', { id: 'mat_brass', translations: [french] }, history);

    expect(invalidated()).toEqual(expect.arrayContaining(['material:mat_brass', 'materials', 'supplier:sup_aldina']));
    const { language, ...texts } = french;
    expect(material.history[0]).toEqual({
      before: expect.objectContaining({ translations: {} }),
      after: expect.objectContaining({ translations: { [language]: texts } }),
    });
  });

  it('name places of making, until the product is made in another place', async () => {
    const record = (language: 'EN' | 'FR' | 'JA') =>
      executeAt(
        getCuration().url,
        'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Product { provenance { place } } } }',
        { of: [{ __typename: 'Product', id: 'prod_000' }] },
        {},
        signedTestFetch('provenance', { market: { language } }),
      );
    const placeIn = async (language: 'EN' | 'FR' | 'JA') => {
      const { data, extensions } = await record(language);
      return [data._entities[0].provenance.place, extensions?.fallbacks];
    };
    const correct = (change: object) =>
      getCuration().mutate(
        'provenanceCorrect',
        { productId: 'prod_000', reason: 'A test.', ...change },
        'userErrors { code field }',
      );
    const fallbacks = ['Provenance.place _entities 0'];
    const [english] = await placeIn('EN');

    await correct({ placeTranslations: [{ language: 'FR', place: 'Florence' }] });
    expect([await placeIn('FR'), await placeIn('JA')]).toEqual([
      ['Florence', undefined],
      [english, fallbacks],
    ]);

    await correct({ place: 'Siena' });
    expect(await placeIn('FR')).toEqual(['Siena', fallbacks]);
    await correct({ place: 'Como', placeTranslations: [{ language: 'FR', place: 'Côme' }] });
    expect(await placeIn('FR')).toEqual(['Côme', undefined]);
    const refused = await getCuration().refusals('provenanceCorrect', {
      ...{ productId: 'prod_000', reason: 'A test.' },
      placeTranslations: [{ language: 'EN', place: 'Como' }],
    });
    expect(refused).toContain('input.placeTranslations.0.language INVALID');
  });

  it.each([
    ['English, which the material has itself', [{ language: 'EN', name: 'Silk' }], '0.language INVALID'],
    ['a language twice', [french, french], '1.language INVALID'],
    ['more than there are', Array.from({ length: 5 }, () => french), ' INVALID'],
    ['an empty name', [{ language: 'FR', name: ' ' }], '0.name INVALID'],
    ['a name too long', [{ language: 'FR', name: 'x'.repeat(201) }], '0.name INVALID'],
    ['a name that no one sees', [{ language: 'FR', name: '\u200b' }], '0.name INVALID'],
    ['control characters', [{ language: 'JA', description: 'a\u0000b' }], '0.description INVALID'],
    ['half a character', [{ language: 'JA', description: '\ud83d' }], '0.description INVALID'],
    ['a description too long', [{ language: 'IT', description: 'x'.repeat(2_001) }], '0.description INVALID'],
  ])('are refused with %s, and nothing changes', async (_, translations, expected) => {
    const { everything, refusals } = getCuration();
    const before = await everything();

    const found = await refusals('materialUpdate', { id: 'mat_calf', translations });

    expect(found).toContain(`input.translations.${expected}`.replace('. ', ' '));
    expect(await everything()).toEqual(before);
  });

  it('are refused by the database in any other form', async () => {
    const { owner } = getCuration();
    const forms = [[], 'FR', { fr: {} }, { EN: {} }, { FR: 'Soie' }, { FR: { title: 'Soie' } }, { FR: { name: 1 } }];

    for (const form of forms) {
      const write = owner`update material set translations = ${owner.json(form)} where id = 'mat_calf'`;
      await expect(write).rejects.toThrow('material_translations_check');
    }
  });
}
