import { describe, expect, it } from '@jest/globals';
import type { Block } from './blocks.ts';
import { catalogue } from './catalogue.ts';
import { finishesOf } from './finishes.ts';
import { checkDigit, gtin14 } from './gtin.ts';
import { largeCatalogue } from './large.ts';
import { withPresentation } from './presentation.ts';
import { currencies } from './types.ts';

const { articles, artisans, categories, collections, drafts, locations, materials, products, regions, suppliers } =
  catalogue;

describe.each([
  { name: 'The catalogue of the house', products },
  { name: 'A catalogue of a thousand products', products: largeCatalogue(1000).products },
])('$name', ({ products }) => {
  const variants = products.flatMap((product) => product.variants);

  it('gives every product and variant an id, handle, article number and GTIN of its own', () => {
    for (const names of [
      products.map(({ id }) => id),
      products.map(({ handle }) => handle),
      products.map(({ title }) => title),
      products.map(({ gtin }) => gtin),
      variants.map(({ id }) => id),
      variants.map(({ sku }) => sku),
    ]) {
      expect(duplicates(names)).toEqual([]);
    }
  });

  it('writes ids and handles so that they can stand in an address', () => {
    const ids = [...products, ...variants].map(({ id }) => id);

    expect(ids.filter((id) => !/^[a-z]+_[A-Za-z0-9_-]+$/.test(id))).toEqual([]);
    expect(products.filter(({ handle }) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(handle))).toEqual([]);
  });

  it('ends every GTIN-14 with its check digit', () => {
    const wrong = products.filter(
      ({ gtin }) => !/^\d{14}$/.test(gtin) || checkDigit(gtin.slice(0, -1)) !== Number(gtin.at(-1)),
    );

    expect(wrong).toEqual([]);
  });

  it('gives every variant a GTIN-13 of its own, and every product and variant its size', () => {
    const shown = products.map(withPresentation);
    const gtins = shown.flatMap((product) => product.variants.map(({ ean }) => ean));
    const sizes = shown.flatMap(({ dimensions, variants }) => [
      dimensions,
      ...variants.flatMap((variant) => variant.dimensions ?? []),
    ]);

    expect(duplicates(gtins)).toEqual([]);
    expect(
      gtins.filter((gtin) => !/^952\d{10}$/.test(gtin) || checkDigit(gtin.slice(0, -1)) !== Number(gtin.at(-1))),
    ).toEqual([]);
    expect(sizes.filter(({ length, width, height = 1 }) => !(length >= width && width > 0 && height > 0))).toEqual([]);
  });

  it('has a colour for every value of an option of colours', () => {
    const named = products.flatMap(withPresentation).flatMap(({ options }) => options);
    const coloured = named.filter(({ swatches }) => Object.keys(swatches).length > 0);

    expect(
      coloured.filter(({ values, swatches }) =>
        values.some((value) => !/^#[0-9a-f]{6}$/.test(swatches[value]?.colour ?? '')),
      ),
    ).toEqual([]);
    expect(
      named.filter(({ name, values, swatches }) => name === 'Colour' && values.some((value) => !swatches[value])),
    ).toEqual([]);
  });

  it('has other colours for every value of an option of colours, one of which the form has', () => {
    const sold = products.map((product) => ({ product, finishes: finishesOf(product) }));
    const coloured = sold.filter(({ finishes }) => finishes.length > 0);

    expect(coloured.length).toBeGreaterThan(15);
    for (const { product, finishes } of coloured) {
      const { values } = product.options.find(({ name }) => name === finishes[0]?.option) as { values: string[] };
      expect(finishes.map(({ value }) => value)).toEqual(values);
      expect(finishes.filter(({ isOwn }) => isOwn).map(({ colours }) => colours)).toEqual([product.form.colours]);
      expect(duplicates(finishes.map(({ colours }) => colours.join()))).toEqual([]);
    }
  });

  it('prices every variant in all currencies, in whole yen, and reduces only downwards', () => {
    for (const { prices, comparePrices } of variants) {
      for (const set of comparePrices ? [prices, comparePrices] : [prices]) {
        expect(Object.keys(set)).toEqual([...currencies]);
        expect(Math.min(...Object.values(set))).toBeGreaterThan(0);
        expect(Number.isInteger(set.JPY)).toBe(true);
      }
      if (comparePrices) {
        expect(currencies.filter((currency) => comparePrices[currency] <= prices[currency])).toEqual([]);
      }
    }
  });

  it('counts the stock of every variant at every location', () => {
    const places = locations.map(({ id }) => id);

    for (const { stock } of variants) {
      expect(Object.keys(stock)).toEqual(places);
      expect(Object.values(stock).filter((pieces) => !Number.isInteger(pieces) || pieces < 0)).toEqual([]);
    }
  });

  it('has a number for each piece of an edition in stock, and no stock of what is sold before it exists', () => {
    for (const { edition, variants } of products) {
      const pieces = variants.flatMap(({ stock }) => Object.values(stock)).reduce((sum, count) => sum + count, 0);
      if (edition) expect(edition.size - edition.firstNumber + 1).toBeGreaterThanOrEqual(pieces);
      for (const { stock, preOrder } of variants) {
        if (!preOrder) continue;
        expect(preOrder.releasesAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
        expect(Object.values(stock).filter((count) => count > 0)).toEqual([]);
      }
    }
  });

  it('makes its variants of the options, each choice once', () => {
    for (const { options, variants } of products) {
      for (const { name, values } of options) {
        expect(new Set(variants.map((variant) => variant.options[name]))).toEqual(new Set(values));
      }
      const names = options.map(({ name }) => name);
      expect(variants.filter((variant) => `${Object.keys(variant.options)}` !== `${names}`)).toEqual([]);
      expect(variants.map(({ title }) => title)).toEqual(variants.map((v) => Object.values(v.options).join(' / ')));
      expect(duplicates(variants.map(({ title }) => title))).toEqual([]);
    }
  });

  it('gives materials whose shares add up to 100 and whose masses add up to the weight', () => {
    for (const { weightGrams, provenance } of products) {
      expect(provenance.materials.reduce((sum, { sharePercent }) => sum + sharePercent, 0)).toBe(100);
      const grams = provenance.materials.reduce((sum, { massGrams }) => sum + massGrams, 0);
      expect(Number.isInteger(weightGrams)).toBe(true);
      expect(grams / weightGrams).toBeGreaterThan(0.95);
      expect(grams / weightGrams).toBeLessThanOrEqual(1.0001);
    }
  });

  it('counts more carbon than the materials alone brought along', () => {
    const factors = new Map(materials.map(({ id, carbonKgPerKg }) => [id, carbonKgPerKg]));

    for (const { provenance } of products) {
      const brought = provenance.materials.reduce(
        (sum, m) => sum + (m.massGrams / 1000) * Number(factors.get(m.material)),
        0,
      );
      expect(provenance.carbon.totalKg).toBeGreaterThan(brought);
    }
  });

  it('names collections, categories, artisans and materials that exist', () => {
    const known = new Set<string>([
      ...[...collections, ...categories].map(({ handle }) => handle),
      ...[...artisans, ...materials].map(({ id }) => id),
    ]);
    const named = products.flatMap(({ collection, categories, provenance }) => [
      ...[collection, provenance.artisan, ...categories],
      ...provenance.materials.map(({ material }) => material),
    ]);

    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });

  it('tells of three to six events, oldest first', () => {
    for (const { provenance } of products) {
      const times = provenance.events.map(({ at }) => Date.parse(at));
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect([3, 4, 5, 6]).toContain(times.length);
    }
  });
});

describe('The catalogue of the house', () => {
  it('has twenty-eight products, eight artisans, sixteen articles and twenty materials', () => {
    expect([products, artisans, articles, materials].map(({ length }) => length)).toEqual([28, 8, 16, 20]);
  });

  it('sells each country in one region', () => {
    const countries = regions.flatMap((region) => region.countries);

    expect(duplicates(countries)).toEqual([]);
    expect(countries.filter((code) => !/^[A-Z]{2}$/.test(code))).toEqual([]);
    expect(regions.map(({ currency }) => currency)).toEqual([...currencies]);
  });

  it('keeps every place on the globe', () => {
    const places = [...materials, ...products.map(({ provenance }) => provenance)].map((p) => p.originCoordinates);

    expect(places.filter((p) => Math.abs(p.latitude) > 90 || Math.abs(p.longitude) > 180)).toEqual([]);
  });

  it('uses every material, supplier, collection and category, and every category stands below one listed before it', () => {
    const used = new Set(products.flatMap(({ provenance }) => provenance.materials.map(({ material }) => material)));
    const tagged = collections.filter(({ tag }) => tag && products.some(({ tags }) => tags.includes(tag)));
    const filled = new Set([
      ...products.flatMap((product) => [product.collection, ...product.categories]),
      ...tagged.map(({ handle }) => handle),
    ]);
    const isFilled = (handle: string): boolean =>
      filled.has(handle) || categories.some((child) => child.parent === handle && isFilled(child.handle));

    expect(used).toEqual(new Set(materials.map(({ id }) => id)));
    expect(new Set(materials.map(({ supplier }) => supplier))).toEqual(new Set(suppliers.map(({ id }) => id)));
    expect([...collections, ...categories].filter(({ handle }) => !isFilled(handle))).toEqual([]);
    const handles = categories.map(({ handle }) => handle);
    expect(categories.filter(({ parent }, index) => parent && !handles.slice(0, index).includes(parent))).toEqual([]);
  });

  it('numbers every certificate once and ends none before it begins', () => {
    const certificates = materials.flatMap(({ certifications }) => certifications);

    expect(duplicates(certificates.map(({ id }) => id))).toEqual([]);
    expect(duplicates(certificates.map(({ number }) => number))).toEqual([]);
    expect(certificates.filter(({ validFrom, validUntil }) => validUntil && validUntil <= validFrom)).toEqual([]);
  });

  it('tells a story of every product and every artisan, and shows two works of each artisan', () => {
    const told = new Set<string>(articles.flatMap((article) => [...article.linkedProducts, ...article.artisans]));

    expect([...products, ...artisans].filter(({ id }) => !told.has(id))).toEqual([]);
    for (const { id } of artisans) {
      expect(products.filter(({ provenance }) => provenance.artisan === id).length).toBeGreaterThanOrEqual(2);
    }
  });

  it('writes each article in 250 to 500 words and shows only the products it is linked to', () => {
    for (const { narrative, linkedProducts } of [...articles, ...drafts]) {
      const words = narrative.flatMap(textsOf).join(' ').replace(linkPattern, '$1').split(/\s+/);
      const shown = narrative.flatMap((block) => (block.kind === 'product' ? [block.product] : []));
      expect(words.length).toBeGreaterThanOrEqual(250);
      expect(words.length).toBeLessThanOrEqual(500);
      expect(shown.filter((id) => !linkedProducts.includes(id))).toEqual([]);
    }
  });

  it('has the draft of a new article and that of an article already there', () => {
    const published = new Map(articles.map((article) => [article.id, article]));

    expect(drafts.map(({ id, publishedAt }) => [published.get(id)?.publishedAt, publishedAt])).toEqual([
      [undefined, undefined],
      [expect.any(String), published.get('art_nine-coats')?.publishedAt],
    ]);
    expect(duplicates([...articles, ...drafts.slice(0, 1)].map(({ slug }) => slug))).toEqual([]);
  });

  it('links only to pages of the house that exist', () => {
    const pages = new Set([
      ...products.map(({ handle }) => `products/${handle}`),
      ...materials.map(({ id }) => `materials/${id.replace('mat_', '')}`),
      ...artisans.map(({ slug }) => `artisans/${slug}`),
    ]);
    const texts = [
      ...[...articles, ...drafts].flatMap(({ narrative }) => narrative),
      ...artisans.flatMap(({ biography }) => biography),
    ];
    const links = [...texts.flatMap(textsOf).join(' ').matchAll(linkPattern)].map(([, , address = '']) => address);

    expect(links.length).toBeGreaterThan(16);
    expect(links.filter((address) => !pages.has(address.replace('https://axiom.example/', '')))).toEqual([]);
  });
});

describe('A large catalogue', () => {
  it('is the same whenever it is made, and begins with the house', () => {
    expect(largeCatalogue(300)).toEqual(largeCatalogue(300));
    expect(largeCatalogue(300).products.slice(0, products.length)).toEqual(products);
  });

  it('cannot be smaller than the house', () => {
    expect(() => largeCatalogue(27)).toThrow(new RangeError('A large catalogue has at least 28 products.'));
  });
});

describe('A GTIN', () => {
  it('is built on the prefix of examples, as GS1 itself builds one', () => {
    expect(gtin14(12_345_678)).toBe('09520123456788');
  });
});

const linkPattern = /\[([^\]]+)\]\(([^)]+)\)/g;

function textsOf(block: Block): string[] {
  if (block.kind === 'list') return block.items;
  return 'text' in block ? [block.text] : [];
}

function duplicates(names: string[]): string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}

describe('The guides', () => {
  const { care = [], sizes = [] } = catalogue.site.guides ?? {};

  it('are for products and categories that exist', () => {
    const known = [...products, ...collections, ...categories].map(({ id }): string => id);
    const attached = [...care, ...sizes].flatMap(({ attachedTo }) => Object.values(attachedTo).flat());

    expect(attached.filter((id) => !known.includes(id))).toEqual([]);
  });

  it('say how to care for the products of every category', () => {
    const attached = care.flatMap(({ attachedTo }) => attachedTo.categories ?? []);
    const pathOf = (handle: string): string[] => {
      const { id, parent } = categories.find((category) => category.handle === handle) ?? { id: '' };
      return [id, ...(parent ? pathOf(parent) : [])];
    };
    const without = categories.filter(({ handle }) => !pathOf(handle).some((id) => attached.includes(id as never)));

    expect(without).toEqual([]);
  });

  it('have a row for every size of the products in their categories', () => {
    const missing = sizes.flatMap(({ optionKey, rows, attachedTo }) =>
      products
        .filter(({ id, categories: own }) =>
          [id, ...own.map((handle) => `pcat_${handle}`)].some((each) =>
            Object.values(attachedTo)
              .flat()
              .includes(each as never),
          ),
        )
        .flatMap(({ title, options }) => options.find(({ name }) => name === optionKey)?.values ?? title)
        .filter((size) => !Object.hasOwn(rows, size)),
    );

    expect(missing).toEqual([]);
  });
});
