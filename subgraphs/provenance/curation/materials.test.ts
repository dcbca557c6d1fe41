import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Curation, openCuration } from '#tests/support/subgraphs/curation.ts';
import { translationSuite } from './translations.suite.ts';

let subgraph: Curation;

beforeAll(async () => {
  subgraph = await openCuration();
});

afterAll(() => subgraph?.close());

describe('A material', () => {
  const fields = `material {
    id name kind description countryCode originCoordinates { latitude longitude } supplier { id } recycledPercent carbonKgPerKg
  }`;
  const silk = {
    name: 'Silk twill',
    kind: 'TEXTILE',
    description: 'Woven in Como.',
    originCoordinates: { latitude: 45.81, longitude: 9.08 },
    countryCode: 'IT',
    supplierId: 'sup_aldina',
    recycledPercent: 12.5,
    carbonKgPerKg: 30,
  };

  it('is added', async () => {
    const { material, userErrors } = await subgraph.mutate(
      'materialCreate',
      { ...silk, name: '  Silk twill ' },
      fields,
    );
    const { material: least } = await subgraph.mutate(
      'materialCreate',
      { name: 'Beeswax', kind: 'WAX', carbonKgPerKg: 0 },
      fields,
    );

    expect(userErrors).toEqual([]);
    const { supplierId, ...rest } = silk;
    expect(material).toEqual({
      ...rest,
      id: expect.stringMatching(/^mat_[0-9a-f-]{36}$/),
      supplier: { id: supplierId },
    });
    expect(least).toMatchObject({ description: null, originCoordinates: null, supplier: null, recycledPercent: 0 });
  });

  it('has a history of each change with the previous values and the curator', async () => {
    const history = 'material { id history { changedAt curatorId before after } }';
    const { material } = await subgraph.mutate('materialCreate', { ...silk, name: 'Kept silk' }, history);
    const { id } = material;
    await subgraph.mutate('materialUpdate', { id, recycledPercent: 50 }, history);
    const same = await subgraph.mutate('materialUpdate', { id, recycledPercent: 50 }, history);

    const at = { changedAt: expect.any(String), curatorId: 'curator_1' };
    const first = expect.objectContaining({ name: 'Kept silk', recycledPercent: 12.5, countryCode: 'IT' });
    expect(material.history).toEqual([{ ...at, before: null, after: first }]);
    expect(same.material.history).toEqual([
      { ...at, before: first, after: expect.objectContaining({ name: 'Kept silk', recycledPercent: 50 }) },
      { ...at, before: null, after: first },
    ]);
  });

  it('is changed in the given fields, for every product made of it', async () => {
    const start = await subgraph.changes();

    const renamed = await subgraph.mutate(
      'materialUpdate',
      { id: 'mat_brass', name: 'Red brass', carbonKgPerKg: 4 },
      fields,
    );
    const invalidated = subgraph.invalidated();
    const bared = await subgraph.mutate(
      'materialUpdate',
      { id: 'mat_ebene', description: null, originCoordinates: null, countryCode: null, supplierId: null },
      fields,
    );
    const same = await subgraph.mutate('materialUpdate', { id: 'mat_calf', name: 'CALF LEATHER' }, fields);

    expect(renamed.material).toMatchObject({ name: 'Red brass', carbonKgPerKg: 4, description: 'About brass.' });
    expect(bared.material).toMatchObject({
      name: 'Ébène',
      description: null,
      originCoordinates: null,
      countryCode: null,
      supplier: null,
    });
    expect(same.material.name).toBe('CALF LEATHER');
    const ofBrass = await subgraph.owner`select product_id from material_use where material_id = 'mat_brass'`;
    expect(invalidated).toEqual([
      ...['material:mat_brass', 'materials'],
      ...ofBrass.map(({ product_id }) => `product:${product_id}`).sort(),
      'supplier:sup_aldina',
    ]);
    const using = await subgraph.owner`select distinct product_id from material_use order by product_id`;
    expect((await subgraph.changes(start.cursor)).productIds.toSorted()).toEqual(
      using.map(({ product_id }) => product_id),
    );
  });

  it.each<[string, string, object, string[]]>([
    ['materialCreate', 'a name that is taken', { ...silk, name: 'ébène' }, ['name TAKEN']],
    ['materialCreate', 'a name that is taken, decomposed', { ...silk, name: 'E\u0301be\u0300ne' }, ['name TAKEN']],
    [
      'materialCreate',
      'a name that is taken, with other spaces',
      { ...silk, name: 'calf\u00a0  LEATHER' },
      ['name TAKEN'],
    ],
    ['materialCreate', 'a name too long', { ...silk, name: 'x'.repeat(201) }, ['name INVALID']],
    [
      'materialCreate',
      'a description too long',
      { ...silk, name: 'A', description: 'x'.repeat(2_001) },
      ['description INVALID'],
    ],
    [
      'materialCreate',
      'more recycled than there is',
      { ...silk, name: 'A', recycledPercent: 100.1 },
      ['recycledPercent INVALID'],
    ],
    ['materialCreate', 'negative carbon', { ...silk, name: 'A', carbonKgPerKg: -0.1 }, ['carbonKgPerKg INVALID']],
    ['materialCreate', 'an unknown supplier', { ...silk, name: 'A', supplierId: 'sup_no' }, ['supplierId NOT_FOUND']],
    ['materialUpdate', 'an unknown material', { id: 'mat_no', name: 'A' }, ['id NOT_FOUND']],
    ['materialUpdate', 'a name that is taken', { id: 'mat_brass', name: 'ÉBÈNE' }, ['name TAKEN']],
    ['materialUpdate', 'an unknown supplier', { id: 'mat_brass', supplierId: 'sup_no' }, ['supplierId NOT_FOUND']],
    ['materialUpdate', 'removing the name', { id: 'mat_brass', name: null }, ['name INVALID']],
  ])('is refused by %s for %s, and nothing changes', async (mutation, _what, input, expected) => {
    const before = await subgraph.everything();

    expect(await subgraph.refusals(mutation, input)).toEqual(expected.map((error) => `input.${error}`));
    expect(await subgraph.everything()).toEqual(before);
  });
});

describe('The texts of materials in other languages', () => translationSuite(() => subgraph));
