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
