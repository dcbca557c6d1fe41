import type { SanityClient, SanityDocumentStub } from '@sanity/client';

/** Writes documents of the site, complete and malformed ones, to the content lake of `openTestJournal`. */
export async function writeSite(editor: SanityClient): Promise<void> {
  const transaction = editor.transaction();
  for (const document of documents as SanityDocumentStub[]) transaction.create(document);
  await transaction.commit();
}

const reference = (_ref: string) => ({ _type: 'reference', _ref });
const slug = (current: string) => ({ _type: 'slug', current });
const narrative = [
  {
    _type: 'block',
    _key: 'a',
    style: 'normal',
    markDefs: [],
    children: [{ _type: 'span', _key: 's', text: 'Rules.', marks: [] }],
  },
];
const page = (name: string, kind = 'LEGAL') => ({
  ...{ _id: `page_${name}`, _type: 'page', kind, title: `Page ${name}`, slug: slug(name), narrative },
});
const item = (_key: string, title: string, target?: object, items?: object[]) => ({
  ...{ _key, _type: 'menuItem', title, target, items },
});
const banner = (name: string, values: object) => ({
  ...{ _id: `banner_${name}`, _type: 'banner', title: name, placement: 'HOME', ...values },
});
const store = (name: string, lat: number, lng: number, values: object = {}) => ({
  _id: `store_${name}`,
  _type: 'store',
  name: name.toUpperCase(),
  slug: slug(name),
  address: { line1: '1 Street', city: name, countryCode: 'FR' },
  point: { _type: 'geopoint', lat, lng },
  timeZone: 'Europe/Paris',
  ...values,
});
const redirect = (name: string, path: unknown, destination: unknown, statusCode: unknown = 301) => ({
  ...{ _id: `redirect_${name}`, _type: 'redirect', path, destination, statusCode },
});

const documents = [
  { ...page('a', 'COMPANY'), description: 'All of it.' },
  page('b'),
  page('c'),
  { ...page('d'), kind: 'ODD' },
  { ...page('e'), _id: 'drafts.page_e' },
  {
    _id: 'menu_main',
    _type: 'menu',
    handle: 'main',
    title: 'Main',
    items: [
      item('1', 'Shop', undefined, [
        item('1', 'Bags', { category: 'pcat_bags' }, [
          item('1', 'Tote', { product: 'prod_1' }, [item('1', 'Too deep')]),
        ]),
        item('2', 'Ember', { collection: 'pcol_ember' }),
      ]),
      item('2', 'Story', { document: reference('art_1') }),
      item('3', 'Page', { document: reference('page_a') }),
      item('3', 'Same key', { href: '/stores' }),
      item('4', 'Script', { href: 'javascript:alert(1)' }),
      { _key: '5', title: 7 },
      'nonsense',
    ],
  },
  banner('now', { position: 2, target: { product: 'prod_1' }, startsAt: '2020-01-01T00:00:00Z' }),
  banner('first', { position: 1, text: 'Now.', label: 'See', mood: 'ODD', endsAt: '2999-01-01T00:00:00+02:00' }),
  banner('later', { startsAt: '2999-01-01T00:00:00Z' }),
  banner('over', { endsAt: '2020-01-01T00:00:00Z' }),
  banner('odd', { startsAt: 7, endsAt: {}, title: 'Odd times' }),
  store('paris', 48.86, 2.36, {
    openingHours: [
      { _key: 'b', weekdays: [6], opens: '11:00', closes: '19:00' },
      { _key: 'a', weekdays: [1, 9, 'x'], opens: '10:00', closes: '24:00' },
      { _key: 'c', weekdays: [2], opens: '19:00', closes: '11:00' },
    ],
    specialDays: [
      { _key: 'a', date: '2998-12-25', note: 'Christmas' },
      { _key: 'b', date: '2998-12-24', periods: [{ opens: '10:00', closes: '13:00' }] },
      { _key: 'c', date: '2998-02-30' },
    ],
    services: ['RETURN', 'ODD', 'REPAIR'],
    phone: '+33 1',
    locationId: 'sloc_paris',
  }),
  store('lyon', 45.76, 4.84),
  store('tokyo', 35.66, 139.71, { address: { line1: '5', city: 'Tokyo', countryCode: 'JP' }, timeZone: 'Asia/Tokyo' }),
  store('mars', 4, 137, { timeZone: 'Mars/Olympus' }),
  redirect('a', '/old/', '/older?x=1'),
  redirect('b', '/older', '/new', 302),
  redirect('c', '/loop', '/pool'),
  redirect('d', '/pool', '/loop'),
  redirect('e', '/evil', 'javascript:alert(1)'),
  redirect('f', '/odd', '/new', 200),
  redirect('g', 7, null),
  {
    ...{ _id: 'series_wax', _type: 'series', title: 'Wax', slug: slug('wax'), description: 'Hot.' },
    articles: ['art_4', 'art_1', 'art_2'].map((id) => ({ _key: id, ...reference(id) })),
  },
];
