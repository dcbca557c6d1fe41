import { describe, expect, it } from '@jest/globals';
import type { Article } from '../content.ts';
import type { Store } from './site.ts';
import { articleData, organizationData, pageData, storeData } from './structured-data.ts';

const updatedAt = '2026-02-01T00:00:00.000Z';
const article: Article = {
  ...{
    id: 'art_1',
    language: 'EN',
    slug: 'wax',
    title: 'Wax',
    mood: 'PAPER',
    publishedAt: '2026-01-01T00:00:00.000Z',
    updatedAt,
  },
  ...{ author: { name: 'Ida', role: null }, productIds: [], artisanIds: [], text: null },
  heroImage: { url: 'https://axiom.example/a.webp', altText: null, width: null, height: null },
};
const store: Store = {
  ...{ id: 'store_1', slug: 'paris', name: 'Paris', description: null, timeZone: 'Europe/Paris', updatedAt },
  ...{ phone: '+33 1', email: null, services: [], locationId: null },
  address: { line1: '1 Street', line2: 'Floor 2', postalCode: null, city: 'Paris', countryCode: 'FR' },
  coordinates: { latitude: 48.86, longitude: 2.36 },
  translation: null,
  week: [{ weekday: 1, opensAt: '10:00', closesAt: '24:00' }],
  exceptions: [
    { date: '2026-01-01', periods: [], note: null },
    { date: '2026-12-24', periods: [{ opensAt: '10:00', closesAt: '17:00' }], note: null },
    { date: '2026-12-25', periods: [], note: 'Christmas' },
  ],
};
const company = {
  ...{ name: 'AXIOM', legalName: 'AXIOM SAS', url: 'https://axiom.example' },
  ...{ logo: null, email: null, phone: '+33 1' },
  sameAs: [],
};
const publisher = { '@type': 'Organization', name: 'AXIOM', url: 'https://axiom.example' };

describe('The structured data', () => {
  it('of an article name its author, dates and picture', () => {
    expect(articleData(article, company)).toEqual({
      ...{ '@context': 'https://schema.org', '@type': 'Article', headline: 'Wax', inLanguage: 'en' },
      ...{ datePublished: '2026-01-01T00:00:00.000Z', dateModified: updatedAt },
      image: ['https://axiom.example/a.webp'],
      author: { '@type': 'Person', name: 'Ida' },
      publisher,
    });
    expect(Object.keys(articleData({ ...article, author: null, heroImage: null }, null))).not.toContain('author');
  });

  it('have no publisher while the company has no document', () => {
    const texts = [articleData(article, null), storeData(store, '2026-06-01', null)];

    expect(texts.flatMap((data) => Object.keys(data)).filter((key) => /publisher|parent/.test(key))).toEqual([]);
  });

  it('of the company name what is known of it', () => {
    const none = { legalName: null, url: null, logo: null, email: null, phone: null, sameAs: [] };

    expect(organizationData({ name: 'AXIOM', ...none })).toEqual({
      ...{ '@context': 'https://schema.org', '@type': 'Organization', name: 'AXIOM' },
    });
    expect(organizationData({ name: 'A', ...none, phone: '+33 1', sameAs: ['https://a.example/'] })).toMatchObject({
      ...{ telephone: '+33 1', sameAs: ['https://a.example/'] },
    });
  });

  it('of a store have its hours and its special days from a day on', () => {
    const special = { '@type': 'OpeningHoursSpecification' };

    expect(storeData(store, '2026-06-01', company)).toEqual({
      ...{ '@context': 'https://schema.org', '@type': 'Store', name: 'Paris', telephone: '+33 1' },
      address: {
        ...{ '@type': 'PostalAddress', streetAddress: '1 Street, Floor 2' },
        ...{ addressLocality: 'Paris', addressCountry: 'FR' },
      },
      geo: { '@type': 'GeoCoordinates', latitude: 48.86, longitude: 2.36 },
      openingHoursSpecification: [
        { ...special, dayOfWeek: 'https://schema.org/Monday', opens: '10:00', closes: '23:59' },
      ],
      specialOpeningHoursSpecification: [
        { ...special, validFrom: '2026-12-24', validThrough: '2026-12-24', opens: '10:00', closes: '17:00' },
        { ...special, validFrom: '2026-12-25', validThrough: '2026-12-25', opens: '00:00', closes: '00:00' },
      ],
      parentOrganization: publisher,
    });
  });

  it.each(['</script><script>alert(1)</script>', '<!--<script>', '<![CDATA['])(
    'cannot end a script element: %s',
    (title) => {
      const page = {
        id: 'page_1',
        slug: 'a',
        language: 'FR' as const,
        title,
        kind: 'LEGAL' as const,
        description: title,
        updatedAt,
        text: null,
      };
      const texts = [
        articleData({ ...article, title, author: { name: title, role: title } }, { ...company, name: title }),
        pageData(page, company),
      ];

      expect(texts.map((data) => JSON.stringify(data)).filter((json) => json.includes('<'))).toEqual([]);
      expect(pageData(page, company)).toMatchObject({ publisher, name: title.replaceAll('<', '‹'), inLanguage: 'fr' });
    },
  );
});
