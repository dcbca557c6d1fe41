import { describe, expect, it } from '@jest/globals';
import type { Block } from '../blocks.ts';
import { catalogue } from '../catalogue.ts';
import type { SiteMenuItem } from '../site/types.ts';
import { specificationsOf } from '../specifications.ts';
import { translationLanguages } from './types.ts';

const { artisans, articles, categories, collections, materials, products, regions, site, translations } = catalogue;
const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id).sort();
const countsOf = (text: string) => ['**', '*', ']('].map((mark) => text.split(mark).length);
/** What a translated block must keep: its kind, its level and the number of emphasised parts. */
const shapeOf = (block: Block) => ({
  kind: block.kind,
  ...('level' in block && { level: block.level }),
  ...('items' in block && { items: block.items.length }),
  ...('product' in block && { product: block.product }),
  ...('text' in block && { marks: countsOf(block.text) }),
});

describe.each(translationLanguages)('The catalogue in %s', (language) => {
  const texts = translations[language];

  it('has the texts of every product, collection, category, material, artisan and article', () => {
    const keysOf = (part: object) => Object.keys(part).sort();
    expect(keysOf(texts.products)).toEqual(idsOf(products));
    expect(keysOf(texts.collections)).toEqual(idsOf(collections));
    expect(keysOf(texts.categories)).toEqual(idsOf(categories));
    expect(keysOf(texts.materials)).toEqual(idsOf(materials));
    expect(keysOf(texts.artisans)).toEqual(idsOf(artisans));
    expect(keysOf(texts.articles)).toEqual(idsOf(articles));
  });

  it('has every term: options, values, labels, reasons and tags', () => {
    const terms = products.flatMap((product) => [
      ...product.options.flatMap(({ name, values }) => [name, ...values]),
      ...(product.personalizations ?? []).map(({ label }) => label),
      ...specificationsOf(product.handle).flatMap(({ label, value }) => [label, value]),
      ...(product.deliveryRestrictions ?? []).map(({ explanation }) => explanation),
      ...product.tags,
    ]);
    expect(Object.keys(texts.terms).sort()).toEqual([...new Set(terms)].sort());
  });

  it('has the texts of every page, banner and store, every title of a menu and every reason of a special day', () => {
    const titlesOf = (items: SiteMenuItem[]): string[] =>
      items.flatMap(({ title, items: below = [] }) => [title, ...titlesOf(below)]);
    const titles = site.menus.flatMap(({ title, items }) => [title, ...titlesOf(items)]);
    const notes = site.stores.flatMap(({ specialDays }) => specialDays.map(({ note }) => note));
    const delivery = ['Express', 'Standard', 'The next working day', 'Three to five working days'];
    expect(Object.keys(texts.delivery)).toEqual(
      expect.arrayContaining([...delivery, ...regions.map(({ name }) => name)]),
    );
    const places = products.map(({ provenance }) => provenance.place);
    expect(Object.keys(texts.places).sort()).toEqual([...new Set(places)].sort());
    const expected = {
      ...{
        pages: idsOf(site.pages),
        banners: idsOf(site.banners),
        stores: idsOf(site.stores),
        series: idsOf(site.series),
      },
      ...{ menus: [...new Set(titles)].sort(), notes: [...new Set(notes)].sort() },
    };

    for (const [part, keys] of Object.entries(expected))
      expect(Object.keys(texts.site[part as keyof typeof expected]).sort()).toEqual(keys);
  });

  it('has the texts of every guide, every column of a size guide and every size', () => {
    const { care = [], sizes = [] } = site.guides ?? {};
    const columns = sizes.flatMap((guide) => Object.values(guide.columns));

    expect(Object.keys(texts.guides.care).sort()).toEqual(idsOf(care));
    expect(Object.keys(texts.guides.sizes).sort()).toEqual(idsOf(sizes));
    expect(Object.keys(texts.guides.columns).sort()).toEqual([...new Set(columns)].sort());
    const titles = products.map(({ title }) => title);
    for (const size of sizes.flatMap(({ rows }) => Object.keys(rows)))
      expect([...Object.keys(texts.terms), ...titles]).toContain(size);
  });

  it('has no empty text', () => {
    const empty = JSON.stringify(texts).match(/"[^"]*":"\s*"/g) ?? [];
    expect(empty).toEqual([]);
  });

  it('has the same blocks as the English text', () => {
    for (const { id, biography } of artisans)
      expect(texts.artisans[id]?.biography.map(shapeOf)).toEqual(biography.map(shapeOf));
    for (const { id, narrative } of site.pages)
      expect(texts.site.pages[id]?.narrative.map(shapeOf)).toEqual(narrative.map(shapeOf));
    for (const { id, instructions } of site.guides?.care ?? [])
      expect(texts.guides.care[id]?.instructions.map(shapeOf)).toEqual(instructions.map(shapeOf));
    for (const { id, howToMeasure } of site.guides?.sizes ?? [])
      expect(texts.guides.sizes[id]?.howToMeasure.map(shapeOf)).toEqual(howToMeasure.map(shapeOf));
    for (const [id, { narrative }] of Object.entries(texts.articles))
      expect(narrative.map(shapeOf)).toEqual(articles.find((article) => article.id === id)?.narrative.map(shapeOf));
  });

  it('names certifications that the material has', () => {
    for (const { id, certifications } of materials) {
      const known = idsOf(certifications);
      for (const key of Object.keys(texts.materials[id]?.certifications ?? {})) expect(known).toContain(key);
    }
  });
});

describe('Handles of all languages', () => {
  const all = translationLanguages.map((language) => translations[language]);
  it.each([
    ['products', products, all.map((texts) => texts.products)],
    ['collections', collections, all.map((texts) => texts.collections)],
    ['categories', categories, all.map((texts) => texts.categories)],
  ])('of %s are lower-case words, and each leads to one page', (_name, english, translated) => {
    const handles = [
      ...english.map(({ handle }) => handle),
      ...translated.flatMap((rows) => Object.values(rows).map(({ handle }) => handle)),
    ];
    for (const handle of handles) expect(handle).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(handles.filter((handle, index) => handles.indexOf(handle) !== index)).toEqual([]);
  });

  it('of pages lead to one page', () => {
    const slugs = [
      ...site.pages.map(({ slug }) => slug),
      ...all.flatMap((texts) => Object.values(texts.site.pages).map(({ slug }) => slug)),
    ];
    expect(slugs.filter((slug, index) => slugs.indexOf(slug) !== index)).toEqual([]);
  });

  it('of articles lead to one article', () => {
    const slugs = [
      ...articles.map(({ slug }) => slug),
      ...all.flatMap((texts) => Object.values(texts.articles).map(({ slug }) => slug)),
    ];
    expect(slugs.filter((slug, index) => slugs.indexOf(slug) !== index)).toEqual([]);
  });
});
