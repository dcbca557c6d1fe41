import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Curation, openCuration } from '#tests/support/subgraphs/curation.ts';
import { gtinOf } from '#tests/support/subgraphs/provenance.ts';

let subgraph: Curation;

beforeAll(async () => {
  subgraph = await openCuration();
});

afterAll(() => subgraph?.close());

const record = {
  productId: 'prod_new',
  originCoordinates: { latitude: 43.7696, longitude: 11.2558 },
  place: 'Firenze',
  countryCode: 'IT',
  materials: [
    { materialId: 'mat_calf', sharePercent: 66.67, massGrams: 400 },
    { materialId: 'mat_brass', sharePercent: 33.33, massGrams: 200.5 },
  ],
  carbonFootprint: { totalKg: 24.5, method: 'ISO 14067', boundary: 'CRADLE_TO_GATE' },
  artisanId: 'arti_odd',
  gtin: gtinOf(500),
};

const whole = `product {
  id
  provenance {
    place countryCode originCoordinates { latitude longitude } artisan { id }
    carbonFootprint { totalKg method boundary verifiedBy }
    materials { sharePercent massGrams material { id } }
  }
  passport { id gtin }
}`;

describe('A provenance record', () => {
  it('is created with its materials and the first entry of its passport', async () => {
    const start = await subgraph.changes();

    const { product, userErrors } = await subgraph.mutate('provenanceCreate', record, whole);

    expect(userErrors).toEqual([]);
    expect(product).toEqual({
      id: 'prod_new',
      provenance: {
        place: 'Firenze',
        countryCode: 'IT',
        originCoordinates: { latitude: 43.7696, longitude: 11.2558 },
        artisan: { id: 'arti_odd' },
        carbonFootprint: { totalKg: 24.5, method: 'ISO 14067', boundary: 'CRADLE_TO_GATE', verifiedBy: null },
        materials: [
          { sharePercent: 66.67, massGrams: 400, material: { id: 'mat_calf' } },
          { sharePercent: 33.33, massGrams: 200.5, material: { id: 'mat_brass' } },
        ],
      },
      passport: { id: 'pass_new', gtin: gtinOf(500) },
    });
    const { entries, broken } = await subgraph.passportOf('prod_new');
    expect(entries).toMatchObject([{ index: 0, type: 'INSPECTED', place: 'Paris', actor: 'AXIOM', note: null }]);
    expect(broken).toBeNull();
    expect((await subgraph.changes(start.cursor)).productIds).toEqual(['prod_new']);
  });

  it('needs only the place, the materials and the GTIN', async () => {
    const { carbonFootprint: _, artisanId: __, ...least } = record;

    const { product } = await subgraph.mutate(
      'provenanceCreate',
      { ...least, productId: 'prod_least', gtin: gtinOf(501) },
      whole,
    );

    expect(product.provenance).toMatchObject({ artisan: null, carbonFootprint: null });
  });

  const use = { materialId: 'mat_calf', sharePercent: 100, massGrams: 1 };
  it.each<[string, object, string[]]>([
    ['a product that has one', { productId: 'prod_000' }, ['productId TAKEN']],
    ['a GTIN of another product', { gtin: gtinOf(1) }, ['gtin TAKEN']],
    ['a GTIN with a wrong check digit', { gtin: `${gtinOf(502).slice(0, 13)}x` }, ['gtin INVALID']],
    ['an id of another kind', { productId: 'mat_calf' }, ['productId INVALID']],
    ['an unknown material', { materials: [{ ...use, materialId: 'mat_no' }] }, ['materials.0.materialId NOT_FOUND']],
    ['no materials', { materials: [] }, ['materials INVALID', 'materials SHARES_NOT_WHOLE']],
    ['shares that do not add up', { materials: [{ ...use, sharePercent: 99.99 }] }, ['materials SHARES_NOT_WHOLE']],
    [
      'a share too fine to be kept',
      {
        materials: [
          { ...use, sharePercent: 33.333 },
          { ...use, materialId: 'mat_brass', sharePercent: 66.667 },
        ],
      },
      ['materials.0.sharePercent INVALID', 'materials.1.sharePercent INVALID'],
    ],
    [
      'a material named twice',
      {
        materials: [
          { ...use, sharePercent: 50 },
          { ...use, sharePercent: 50 },
        ],
      },
      ['materials.1.materialId INVALID'],
    ],
    ['nothing of a material', { materials: [{ ...use, massGrams: 0 }] }, ['materials.0.massGrams INVALID']],
    [
      'a point beyond the pole and a place without a name',
      { originCoordinates: { latitude: 90.5, longitude: 0 }, place: ' ' },
      ['originCoordinates.latitude INVALID', 'place INVALID'],
    ],
    ['half a character', { place: 'Firenz\ud83d' }, ['place INVALID']],
    ['a character that PostgreSQL cannot store', { place: 'Firenze\0' }, ['place INVALID']],
    [
      'negative carbon',
      { carbonFootprint: { ...record.carbonFootprint, totalKg: -1 } },
      ['carbonFootprint.totalKg INVALID'],
    ],
    [
      'several taken and unknown values at once',
      { productId: 'prod_000', gtin: gtinOf(1), materials: [{ ...use, materialId: 'mat_no' }] },
      ['productId TAKEN', 'materials.0.materialId NOT_FOUND', 'gtin TAKEN'],
    ],
  ])('is refused for %s, and nothing changes', async (_what, change, expected) => {
    const before = await subgraph.everything();

    const found = await subgraph.refusals('provenanceCreate', {
      ...record,
      productId: 'prod_x',
      gtin: gtinOf(502),
      ...change,
    });

    expect(found).toEqual(expected.map((error) => `input.${error}`));
    expect(await subgraph.everything()).toEqual(before);
  });

  it('is created once by several concurrent requests', async () => {
    const input = { ...record, productId: 'prod_once', gtin: gtinOf(503) };

    const answers = await Promise.all(Array.from({ length: 6 }, () => subgraph.refusals('provenanceCreate', input)));

    expect(answers.filter((errors) => errors.length === 0)).toHaveLength(1);
    expect(answers.filter((errors) => errors.length === 2)).toHaveLength(5);
    expect((await subgraph.passportOf('prod_once')).entries).toHaveLength(1);
  });
});

describe('A correction', () => {
  const reason = 'The workshop moved before this piece was made.';

  it('replaces the given fields, adds an entry to the passport, and stores the previous values', async () => {
    const start = await subgraph.changes();
    const [before] = await subgraph.owner`select * from provenance where product_id = 'prod_001'`;

    const { product, event, userErrors } = await subgraph.mutate(
      'provenanceCorrect',
      {
        productId: 'prod_001',
        reason,
        place: 'Scandicci',
        carbonFootprint: null,
        materials: [{ materialId: 'mat_ebene', sharePercent: 100, massGrams: 90 }],
      },
      `${whole} event { index type place actor note hash previousHash }`,
    );

    const invalidated = subgraph.invalidated();
    expect(userErrors).toEqual([]);
    expect(product.provenance).toEqual({
      place: 'Scandicci',
      countryCode: 'IT',
      originCoordinates: { latitude: 43.7696, longitude: 11.2558 },
      artisan: { id: 'arti_odd' },
      carbonFootprint: null,
      materials: [{ sharePercent: 100, massGrams: 90, material: { id: 'mat_ebene' } }],
    });
    const { entries, broken } = await subgraph.passportOf('prod_001');
    expect(entries[3]).toMatchObject(event);
    expect(event).toMatchObject({ index: 3, type: 'CORRECTED', actor: 'AXIOM', place: 'Paris', note: reason });
    expect(broken).toBeNull();
    expect([...(await subgraph.owner`select * from correction where passport_id = 'pass_001'`)]).toEqual([
      {
        passport_id: 'pass_001',
        index: 3,
        curator_id: 'curator_1',
        previous: {
          place: before?.place,
          carbonFootprint: { totalKg: 21.5, method: 'ISO 14067', boundary: 'CRADLE_TO_GATE', verifiedBy: 'TÜV' },
          materials: [
            { materialId: 'mat_brass', sharePercent: 7.25, massGrams: 60 },
            { materialId: 'mat_calf', sharePercent: 92.75, massGrams: 767.6 },
          ],
        },
      },
    ]);
    const { productIds, tags } = await subgraph.changes(start.cursor);
    expect(productIds).toEqual(['prod_001']);
    expect(invalidated).toEqual(tags.toSorted());
    expect(tags).toEqual(expect.arrayContaining(['product:prod_001', 'passport:pass_001', 'material:mat_brass']));
  });

  it.each<[string, object, string[]]>([
    ['an unknown product', { productId: 'prod_none', place: 'Lucca' }, ['.productId NOT_FOUND']],
    ['no reason', { reason: '', place: 'Lucca' }, ['.reason INVALID']],
    ['a reason too long', { reason: 'x'.repeat(501), place: 'Lucca' }, ['.reason INVALID']],
    ['a reason that could not be hashed', { reason: 'so\udc00', place: 'Lucca' }, ['.reason INVALID']],
    ['removing the place', { place: null }, ['.place INVALID']],
    ['removing the materials', { materials: null }, ['.materials INVALID']],
    [
      'an unknown material',
      {
        materials: [
          { materialId: 'mat_no', sharePercent: 60, massGrams: 1 },
          { materialId: 'mat_calf', sharePercent: 40, massGrams: 1 },
        ],
      },
      ['.materials.0.materialId NOT_FOUND'],
    ],
    [
      'shares that do not add up',
      { materials: [{ materialId: 'mat_calf', sharePercent: 1, massGrams: 1 }] },
      ['.materials SHARES_NOT_WHOLE'],
    ],
    ['nothing to correct', {}, [' INVALID']],
    [
      'what the record says already',
      {
        place: 'Firenze',
        originCoordinates: { latitude: 43.7696, longitude: 11.2558 },
        carbonFootprint: { totalKg: 22.5, method: 'ISO 14067', boundary: 'CRADLE_TO_GATE', verifiedBy: 'TÜV' },
        materials: [
          { materialId: 'mat_calf', sharePercent: 92.75, massGrams: 767.6 },
          { materialId: 'mat_brass', sharePercent: 7.25, massGrams: 60 },
        ],
      },
      [' INVALID'],
    ],
  ])('is refused for %s, and nothing changes', async (_what, change, expected) => {
    const before = await subgraph.everything();

    const found = await subgraph.refusals('provenanceCorrect', { productId: 'prod_002', reason, ...change });

    expect(found).toEqual(expected.map((error) => `input${error}`));
    expect(await subgraph.everything()).toEqual(before);
  });

  it('is in a valid chain with four concurrent corrections', async () => {
    const corrections = Array.from({ length: 5 }, (_, number) => ({
      productId: 'prod_002',
      reason: `Reason ${number}`,
      place: `Place ${number}`,
    }));

    const answers = await Promise.all(
      corrections.map((input) => subgraph.mutate('provenanceCorrect', input, 'event { index hash }')),
    );

    const { entries, broken } = await subgraph.passportOf('prod_002');
    expect(answers.map(({ event }) => event.index).sort((left, right) => left - right)).toEqual(
      Array.from({ length: 5 }, (_, index) => index + 3),
    );
    expect(entries).toHaveLength(8);
    expect(broken).toBeNull();
    for (const { event } of answers) expect(entries[event.index]?.hash).toBe(event.hash);
    // Each replaced the values of the previous one.
    const kept = await subgraph.owner`select previous from correction where passport_id = 'pass_002' order by index`;
    const notes = entries.slice(3).map(({ note }) => note?.replace('Reason', 'Place'));
    expect(kept.map(({ previous }) => previous.place)).toEqual(['Firenze', ...notes.slice(0, -1)]);
  });

  it('is visible to the next correction in the same request', async () => {
    const one = (alias: string, place: string) => `${alias}: provenanceCorrect(input: {
      productId: "prod_000", reason: "As written", place: "${place}"
    }) { product { provenance { place } passport { events(first: 1) { totalCount } } } }`;

    const { data } = await subgraph.execute(`mutation { ${one('first', 'Lucca')} ${one('second', 'Pisa')} }`);

    const showing = (place: string, totalCount: number) => ({
      product: { provenance: { place }, passport: { events: { totalCount } } },
    });
    expect(data).toEqual({ first: showing('Lucca', 4), second: showing('Pisa', 5) });
  });
});
