import { describe, expect, it } from '@jest/globals';
import { type Document, textsOf } from './documents.ts';
import { gapsOf } from './gap.ts';

const inFrench = (texts: object) => [{ _key: 'FR', _type: 'translation', language: 'FR', ...texts }];
const block = [{ _type: 'block', children: [] }];
const placesOf = (...documents: Document[]) =>
  gapsOf('Sanity', textsOf(documents)).map(({ type, handle, field, language }) =>
    [type, handle, field, language].join(' '),
  );

describe('The gaps of documents', () => {
  it('are the texts that have no translation of their own, on every level', () => {
    const menu = {
      _id: 'menu_main',
      _type: 'menu',
      handle: 'main',
      title: 'Main menu',
      translations: [
        ...inFrench({ title: 'Menu principal' }),
        { language: 'JA', title: '主' },
        { language: 'IT', title: ' ' },
      ],
      items: [
        {
          ...{ _key: 'a', _type: 'menuItem', title: 'Leather', translations: inFrench({ title: 'Cuir' }) },
          items: [{ _key: 'b', _type: 'menuItem', title: 'Bags' }],
        },
      ],
    };

    expect(placesOf(menu)).toEqual([
      'Menu main title IT',
      'Menu main items[Leather].title JA',
      'Menu main items[Leather].title IT',
      'Menu main items[Leather].items[Bags].title FR',
      'Menu main items[Leather].items[Bags].title JA',
      'Menu main items[Leather].items[Bags].title IT',
    ]);
  });

  it('do not include texts that are blank in English, or of types that are not translated', () => {
    const banner = {
      _id: 'banner_one',
      _type: 'banner',
      title: 'Sale',
      text: ' ',
      translations: inFrench({ title: 'Soldes' }),
    };
    const redirect = { _id: 'redirect_one', _type: 'redirect', path: '/one', destination: '/two' };

    expect(placesOf(banner, redirect)).toEqual(['Banner Sale title JA', 'Banner Sale title IT']);
  });

  it('do not include sizes without letters, which are the same in every language', () => {
    const guide = {
      ...{ _id: 'size_rings', _type: 'sizeGuide', handle: 'rings', title: ' ' },
      rows: ['50', 'Small'].map((size) => ({
        _key: size,
        _type: 'sizeRow',
        size,
        translations: inFrench({ size: 'P' }),
      })),
    };
    guide.rows[0] = { ...guide.rows[0], translations: [] } as never;

    expect(placesOf(guide)).toEqual(['SizeGuide rings rows[Small].size JA', 'SizeGuide rings rows[Small].size IT']);
  });

  it('are those of the first translation into a language, as readers see it', () => {
    const page = {
      _id: 'page_a',
      _type: 'page',
      slug: { current: 'a' },
      title: 'A',
      description: 'All.',
      narrative: block,
    };
    const translation = (_id: string, _createdAt: string, language: string, description?: string) => ({
      ...{ _id, _createdAt, _type: 'pageTranslation', page: { _ref: 'page_a' }, language },
      ...{ title: 'A', slug: { current: _id }, narrative: block, description },
    });
    const banner = {
      ...{ _id: 'banner_one', _type: 'banner', title: 'Sale' },
      translations: [...inFrench({ title: 'Soldes' }), ...inFrench({ title: ' ' })],
    };
    const inAll = [
      translation('b', '2026-02-01T00:00:00Z', 'FR', 'Tout.'),
      translation('c', '2026-01-01T00:00:00Z', 'FR'),
      translation('e', '2026-01-01T00:00:00Z', 'JA'),
      translation('d', '2026-01-01T00:00:00Z', 'JA', '全部。'),
      translation('f', '2026-01-01T00:00:00Z', 'IT', 'Tutto.'),
    ];

    expect(placesOf(page, banner, ...inAll)).toEqual([
      'Page a description FR',
      'Banner Sale title JA',
      'Banner Sale title IT',
    ]);
  });

  it('of an article are those of the translation that is shown', () => {
    const article = {
      ...{ _id: 'art_bark', _type: 'article', slug: { current: 'bark' }, title: 'Bark' },
      ...{ author: { name: 'Ada', role: 'Writer' }, narrative: block },
    };
    const translation = (language: string, texts: object) => ({
      ...{ _id: `art_bark_${language}`, _type: 'articleTranslation', article: { _ref: 'art_bark' }, language },
      ...{ title: 'Écorce', slug: { current: language }, role: 'Auteur', narrative: block, ...texts },
    });

    expect(
      placesOf(
        article,
        translation('FR', {}),
        translation('JA', { role: undefined }),
        translation('IT', { slug: undefined }),
      ),
    ).toEqual([
      'Article bark title IT',
      'Article bark author.role JA',
      'Article bark author.role IT',
      'Article bark narrative IT',
    ]);
  });
});
