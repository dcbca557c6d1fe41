import { expect, it } from '@jest/globals';
import type { Shop } from '../../commerce.fixture.ts';

interface Entry {
  type: string;
  handle: string;
  updatedAt: string;
  alternates: { language: string; handle: string }[];
  images: { url: string }[];
}

/** The site map of the catalogue. */
export function sitemapSuite(shop: Shop): void {
  const read = async (first: number, headers: Record<string, string> = {}) => {
    const entries: Entry[] = [];
    let after: string | null = null;
    do {
      const { data, errors } = await shop.ask(
        `query ($first: Int, $after: String) { catalogueSitemap(first: $first, after: $after) {
          totalCount pageInfo { hasNextPage endCursor }
          nodes { type handle updatedAt alternates { language handle } images { url } }
        } }`,
        { first, after },
        headers,
      );
      expect(errors).toBeUndefined();
      const { nodes, totalCount, pageInfo } = data.catalogueSitemap;
      expect(totalCount).toBe(36);
      entries.push(...nodes);
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after);
    return entries;
  };

  it('has each category, collection and product once, on pages of any size, with three calls a page', async () => {
    const whole = await read(100);
    expect(shop.calls()).toHaveLength(3);
    shop.resetCalls();
    // Pages that end within the categories, at the end of the collections, and within products.
    for (const first of [2, 5, 7]) expect(await read(first)).toEqual(whole);
    expect(shop.calls()).toHaveLength(3 * (18 + 8 + 6));

    expect(whole.slice(0, 5).map(({ type, handle }) => `${type} ${handle}`)).toEqual([
      ...['CATEGORY leather', 'CATEGORY bags', 'CATEGORY home', 'COLLECTION ember', 'COLLECTION plain'],
    ]);
    expect(new Set(whole.map(({ type, handle }) => `${type} ${handle}`)).size).toBe(36);
    expect(whole.filter(({ type }) => type === 'PRODUCT')).toHaveLength(31);
    for (const { updatedAt } of whole) expect(Date.parse(updatedAt)).toBeGreaterThan(0);
  });

  it('names the pages in all languages and their pictures', async () => {
    const english = await read(100);
    const french = await read(100, { 'x-axiom-language': 'FR' });
    const alternates = [
      { language: 'EN', handle: 'ember-tote' },
      { language: 'FR', handle: 'cabas-braise' },
      { language: 'JA', handle: 'box-0' },
    ];
    const tote = (entries: Entry[]) => entries.find((entry) => entry.alternates[0]?.handle === 'ember-tote');

    expect(tote(english)).toMatchObject({
      ...{ handle: 'ember-tote', alternates },
      images: [
        { url: 'https://media.axiom.example/pictures/tote/0.webp' },
        { url: 'https://elsewhere.example/tote.webp' },
      ],
    });
    expect(tote(french)).toMatchObject({ handle: 'cabas-braise', alternates });
    expect(english[0]).toMatchObject({ images: [{ url: 'https://media.axiom.example/pictures/leather.webp' }] });
    expect(french.find(({ handle }) => handle === 'braise')?.alternates).toEqual([
      { language: 'EN', handle: 'ember' },
      { language: 'FR', handle: 'braise' },
    ]);
  });

  it.each(['first: 101', 'first: -1', 'after: "nonsense"'])('refuses %s', async (args) => {
    const { data, errors } = await shop.ask(`{ catalogueSitemap(${args}) { totalCount } }`);

    expect(data).toEqual({ catalogueSitemap: null });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
  });
}
