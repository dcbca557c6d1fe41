import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient, type SanityClient } from '@sanity/client';
import type { LocalBackend } from '#kit/process/local-backend.ts';
import { freePorts } from '#kit/process/port.ts';
import { start } from '#simulators/sanity/local.ts';
import { locations } from '../places.ts';
import type { Site } from '../site/types.ts';
import type { Article, Artisan } from '../types.ts';
import { seedJournal } from './journal.ts';

let dataDir: string;
let lake: LocalBackend;
let client: SanityClient;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'axiom-seed-'));
  const [port] = await freePorts(1);
  lake = await start({ dataDir, env: { SANITY_PORT: String(port) }, secret: (name) => name, log: () => {} });
  client = createClient({
    projectId: lake.env.SANITY_PROJECT_ID,
    dataset: lake.env.SANITY_DATASET,
    token: lake.env.SANITY_TOKEN,
    apiHost: lake.address,
    apiVersion: '2025-02-19',
    useProjectHostname: false,
    useCdn: false,
    perspective: 'raw',
  });
});

afterAll(async () => {
  await lake.stop();
  await rm(dataDir, { recursive: true });
});

describe('Seeding the journal', () => {
  it('writes every artisan and article with pictures, in the shape the journal reads', async () => {
    const counts = await seedJournal(catalogue, lake.env);

    expect(counts).toEqual({ artisans: 1, articles: 2 });
    const query = `*[_id == "art_1"][0]{
      "slug": slug.current, "hero": heroImage.asset->mimeType, "alt": heroImage.alt, "artisans": artisans[]->name,
      "products": linkedProducts[].productId, "inline": narrative[_type == "image"][0].asset->metadata.dimensions.width
    }`;
    expect(await client.fetch(query)).toEqual({
      slug: 'wax-1',
      hero: 'image/webp',
      alt: 'Abstract plate for “Wax 1”',
      artisans: ['Ada'],
      products: ['prod_1'],
      inline: 1080,
    });
    expect(await client.fetch('*[_type == "artisan"][0].portrait.asset->metadata.dimensions{width, height}')).toEqual({
      width: 800,
      height: 1000,
    });
    expect(
      await client.fetch(`{
        "page": *[_id == "page_rules"][0]{"slug": slug.current, "text": pt::text(narrative)},
        "links": *[_id == "menu_main"][0].items[0].items[].target{"type": document->_type, href},
        "banner": *[_type == "banner"][0].target.product,
        "store": *[_type == "store"][0]{name, "city": address.city, point, "hours": openingHours[0].weekdays},
        "redirect": *[_type == "redirect"][0].destination,
        "series": *[_type == "series"][0].articles[]->title
      }`),
    ).toEqual({
      page: { slug: 'rules', text: 'Wait.' },
      links: [
        { type: 'page', href: null },
        { type: null, href: '/x' },
      ],
      banner: 'prod_1',
      store: {
        name: 'Rue de Thorigny',
        city: 'Paris',
        point: { _type: 'geopoint', lat: 48.86, lng: 2.36 },
        hours: [2, 3, 4, 5, 6],
      },
      redirect: '/new',
      series: ['Wax 2', 'Wax 1'],
    });
    expect(await client.fetch('*[_type == "searchPins"]{_id, queries, language, products[]{productId}}')).toEqual([
      { _id: 'pins_gift', queries: ['gift'], language: 'EN', products: [{ productId: 'prod_1' }] },
    ]);
    expect(await client.fetch('*[_type == "searchSynonyms"]{_id, words, finds}')).toEqual([
      { _id: 'syn_bags', words: ['purse', 'clutch'], finds: ['bag'] },
    ]);
  });

  it('writes drafts in addition to published articles', async () => {
    const versions = await client.fetch('*[_type == "article"] | order(_id){"id": _id, title, publishedAt}');

    const publishedAt = '2026-01-01T00:00:00Z';
    expect(versions).toEqual([
      { id: 'art_1', title: 'Wax 1', publishedAt },
      { id: 'art_2', title: 'Wax 2', publishedAt },
      { id: 'drafts.art_2', title: 'Wax 2, edited', publishedAt },
      { id: 'drafts.art_3', title: 'Wax 3', publishedAt: null },
    ]);
  });

  it('refuses a document that the Studio would reject, and writes none', async () => {
    const odd = { ...article(9), mood: 'GLOOM' as 'PAPER' };

    await expect(seedJournal({ ...catalogue, articles: [article(8), odd], drafts: [] }, lake.env)).rejects.toThrow(
      'art_9 is invalid: mood is none of OBSIDIAN, CHROME, PAPER',
    );
    expect(await client.fetch('count(*[_id in ["art_8", "art_9"]])')).toBe(0);
  });

  it('changes nothing when it runs again, and keeps the changes of editors', async () => {
    const ids = (id: string) => ({ draftId: `drafts.${id}`, publishedId: id });
    await client.patch('art_1').set({ title: 'Edited' }).commit();
    await client.action({ actionType: 'sanity.action.document.unpublish', ...ids('art_1') });
    await client.action({ actionType: 'sanity.action.document.publish', ...ids('art_2') });
    const before = await client.fetch('*');

    await seedJournal(catalogue, lake.env);

    expect(await client.fetch('*')).toEqual(before);
  });
});

const palette: [string, string] = ['#1b1a1e', '#b88a52'];

const ada: Artisan = {
  id: 'arti_ada',
  slug: 'ada',
  name: 'Ada',
  craft: 'Wax',
  atelier: { name: 'Cire', city: 'Lyon', countryCode: 'FR' },
  biography: [{ kind: 'paragraph', text: 'Born.' }],
  palette,
};

const article = (n: number): Article => ({
  id: `art_${n}`,
  slug: `wax-${n}`,
  title: `Wax ${n}`,
  mood: 'PAPER',
  publishedAt: '2026-01-01T00:00:00Z',
  author: { name: 'Ida', role: 'Editor' },
  narrative: [
    { kind: 'heading', level: 2, text: 'Heat' },
    { kind: 'paragraph', text: 'Hot **and** [slow](https://axiom.example/slow).' },
    { kind: 'list', ordered: false, items: ['melt', 'stir'] },
    { kind: 'quote', text: 'Wait.', cite: 'Ada' },
    { kind: 'image', alt: 'The kiln', palette },
    { kind: 'product', product: 'prod_1' },
  ],
  linkedProducts: ['prod_1'],
  artisans: [ada.id],
  palette,
});

const site: Site = {
  pages: [
    {
      id: 'page_rules',
      slug: 'rules',
      kind: 'COMPANY',
      title: 'Rules',
      description: 'All of them.',
      narrative: [{ kind: 'paragraph', text: 'Wait.' }],
    },
  ],
  menus: [
    {
      id: 'menu_main',
      handle: 'main',
      title: 'Main',
      items: [
        {
          title: 'All',
          items: [
            { title: 'Rules', target: { document: 'page_rules' } },
            { title: 'X', target: { href: '/x' } },
          ],
        },
      ],
    },
  ],
  banners: [
    {
      id: 'banner_wax',
      title: 'Wax',
      text: 'Hot.',
      label: 'See',
      placement: 'HOME',
      position: 1,
      target: { product: 'prod_1' },
      mood: 'PAPER',
      startsAt: '2026-01-01T00:00:00Z',
    },
  ],
  stores: [
    {
      id: 'store_paris',
      slug: 'paris',
      description: 'Small.',
      location: 'sloc_paris',
      phone: '+33 1',
      email: 'a@axiom.example',
      services: ['REPAIR'],
      specialDays: [{ date: '2026-12-24', periods: [{ opens: '10:00', closes: '17:00' }], note: 'Christmas Eve' }],
    },
  ],
  redirects: [{ id: 'redirect_old', path: '/old', destination: '/new', statusCode: 301 }],
  series: [{ id: 'series_wax', slug: 'wax', title: 'Wax', description: 'Two.', articles: ['art_2', 'art_1'] }],
};

const { publishedAt: _never, ...unpublished } = article(3);
const catalogue = {
  locations,
  site,
  artisans: [ada],
  articles: [article(1), article(2)],
  pins: [{ id: 'pins_gift' as const, queries: ['gift'], language: 'EN', products: ['prod_1'] }],
  synonyms: [{ id: 'syn_bags' as const, words: ['purse', 'clutch'], finds: ['bag'] }],
  drafts: [unpublished, { ...article(2), title: 'Wax 2, edited' }],
};
