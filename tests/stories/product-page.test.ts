import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { exampleVariables, execute, operation } from '../support/graph.ts';

const page = operation('ProductPage');
const example = exampleVariables('ProductPage');

describe('A product page', () => {
  it('is returned in one request: price, stock, provenance, artisan, stories and 3D assets', async () => {
    const { data, errors } = await execute(page, example);

    expect(errors).toBeUndefined();
    const { product } = data;
    expect(product.handle).toBe(example.handle);
    expect(product.priceRange.min).toEqual({ amount: expect.stringMatching(/^\d+\.\d\d$/), currencyCode: 'EUR' });
    for (const variant of product.variants.nodes) {
      expect(variant.price.currencyCode).toBe('EUR');
      expect(variant.availability.locations.map((level: Level) => level.location.countryCode).sort()).toEqual([
        'FR',
        'JP',
        'US',
      ]);
      expect(variant.availableQuantity).toBe(
        sum(variant.availability.locations.map((level: Level) => level.available)),
      );
    }
    const { materials, artisan, carbonFootprint, originCoordinates } = product.provenance;
    expect(sum(materials.map((use: { sharePercent: number }) => use.sharePercent))).toBeCloseTo(100);
    expect(carbonFootprint.totalKg).toBeGreaterThan(0);
    expect(Math.abs(originCoordinates.latitude)).toBeLessThanOrEqual(90);
    expect(artisan.name).toMatch(/\S/);
    expect(artisan.biography.excerpt.split(/\s+/).length).toBeLessThanOrEqual(41);
    expect(product.stories.nodes.length).toBeGreaterThanOrEqual(1);
    expect(product.digitalAssets.modelGlb).toMatchObject({ contentType: 'model/gltf-binary' });
    expect(product.digitalAssets.modelGlb.triangles).toBeGreaterThan(100);
  });

  it('returns URLs from which the 3D assets can be downloaded, byte for byte', async () => {
    const { data } = await execute(page, example);
    const { modelGlb, modelUsdz } = data.product.digitalAssets;

    for (const asset of [modelGlb, modelUsdz]) {
      const response = await fetch(asset.url);
      const bytes = Buffer.from(await response.arrayBuffer());

      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe(asset.contentType);
      expect(bytes.length).toBe(asset.bytes);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(asset.sha256);
    }
  });

  it('returns the same URLs again, so that browsers can cache the files', async () => {
    const responses = await Promise.all([execute(page, example), execute(page, example)]);
    const urls = responses.map(({ data }) =>
      data.product.digitalAssets.modelGlb.url.replace(/X-Amz-Date=\d+T\d+Z.*/, ''),
    );

    expect(urls[0]).toBe(urls[1]);
  });

  it('has images that a browser can load', async () => {
    const { data } = await execute(page, example);
    const pictures = [
      data.product.images[0].url,
      data.product.provenance.artisan.portrait.url,
      data.product.stories.nodes[0].heroImage.url,
    ];

    for (const url of pictures) {
      const response = await fetch(url);
      expect([url, response.status, response.headers.get('content-type')?.split('/')[0]]).toEqual([url, 200, 'image']);
    }
  });

  it('is null for an unknown handle', async () => {
    expect(await execute('{ product(handle: "no-such-thing") { title } }')).toMatchObject({ data: { product: null } });
  });

  it.each([['{ product { id } }'], ['{ product(id: "prod_x", handle: "x") { id } }']])(
    'requires either an id or a handle: %s',
    async (query) => {
      const { data, errors } = await execute(query);

      expect(data).toEqual({ product: null });
      expect(errors).toEqual([
        expect.objectContaining({ path: ['product'], extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }) }),
      ]);
    },
  );
});

describe('The market', () => {
  const price = 'query ($handle: String!) { product(handle: $handle) { priceRange { min { amount currencyCode } } } }';

  it.each([
    ['the store’s own', {}, 'EUR', 'FR'],
    ['Japan', { 'x-axiom-country': 'JP' }, 'JPY', 'JP'],
    ['the United Kingdom', { 'x-axiom-country': 'gb' }, 'GBP', 'GB'],
    ['Switzerland by its currency', { 'x-axiom-currency': 'CHF' }, 'CHF', 'CH'],
    ['a country outside all regions', { 'x-axiom-country': 'BR' }, 'EUR', 'FR'],
  ])('is %s', async (_name, headers, currency, country) => {
    const { data, errors, extensions } = await execute(price, example, headers as Record<string, string>);

    expect(errors).toBeUndefined();
    const { amount, currencyCode } = data.product.priceRange.min;
    expect(currencyCode).toBe(currency);
    expect(amount).toMatch(currency === 'JPY' ? /^\d+$/ : /^\d+\.\d\d$/);
    expect(extensions?.context).toEqual({ country, currency, language: 'EN' });
  });

  it.each([
    ['no price is requested', {}, { country: 'FR', currency: 'EUR' }],
    ['the country is outside all regions', { 'x-axiom-country': 'BR' }, { country: 'FR', currency: 'EUR' }],
    ['the currency is of another market', { 'x-axiom-currency': 'JPY' }, { country: 'JP', currency: 'JPY' }],
  ])('is returned in the response when %s', async (_, headers, context) => {
    const { extensions } = await execute('{ __typename }', {}, headers as Record<string, string>);

    expect(extensions?.context).toEqual({ ...context, language: 'EN' });
  });

  it('is an error with a clear message when a header is malformed', async () => {
    const { errors } = await execute(price, example, { 'x-axiom-country': 'Japan' });

    expect(errors).toEqual([
      expect.objectContaining({
        message: expect.stringContaining('x-axiom-country'),
        extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }),
      }),
    ]);
  });
});

type Level = { available: number; location: { countryCode: string } };

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
