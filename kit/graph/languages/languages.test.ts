import { describe, expect, it } from '@jest/globals';
import type { GraphQLResolveInfo } from 'graphql';
import { acceptedLanguage } from './accept-language.ts';
import { reportFallback, textIn } from './fallbacks.ts';
import { type Language, languageOf } from './language.ts';

describe('The accepted language', () => {
  it.each([
    [undefined, 'EN'],
    ['', 'EN'],
    ['*', 'EN'],
    ['fr', 'FR'],
    ['fr-CH, fr;q=0.9, en;q=0.8, *;q=0.5', 'FR'],
    ['de-DE, de;q=0.9, ja;q=0.3, it;q=0.4', 'IT'],
    ['en;q=0.5, JA-jp', 'JA'],
    ['it;q=0.5, ja;q=0.5', 'IT'],
    ['zh-Hant-TW, ja-Latn-hepburn;q=0.1', 'JA'],
    ['fr;q=0, it;q=0.001', 'IT'],
    ['fr;q=0', 'EN'],
    ['fr;q=2, it;q=1.1, ja;q=-1', 'EN'],
    ['fr ; q=0.7 , it', 'IT'],
    ['frank, f, fr-, 12', 'EN'],
    ['__proto__, constructor;q=0.5', 'EN'],
    [`fr${', fr'.repeat(20)}`, 'EN'],
    [`fr${', de'.repeat(19)}`, 'FR'],
    ['fr,'.repeat(50_000), 'EN'],
  ])('of %j is %s', (header, language) => {
    expect(acceptedLanguage(header)).toBe(language);
  });

  it('is a code in any case', () => {
    expect(['fr', 'Ja', 'DE', 'fr-CH', '', 'toString'].map(languageOf)).toEqual([
      'FR',
      'JA',
      ...Array(4).fill(undefined),
    ]);
  });
});

describe('The text of a field', () => {
  const infoAt = (...keys: (string | number)[]) =>
    ({
      parentType: { name: 'Product' },
      fieldName: 'title',
      path: keys.reduce<object | undefined>((prev, key) => ({ prev, key }), undefined),
    }) as unknown as GraphQLResolveInfo;
  const requestIn = (language: Language) => ({ market: { language }, fallbacks: new Set<string>() });
  const info = infoAt('_entities', 3, 'named');

  it.each<[Language, string | null, object | null, string | null, string[]]>([
    ['FR', 'Clock', { FR: 'Pendule' }, 'Pendule', []],
    ['EN', 'Clock', { FR: 'Pendule' }, 'Clock', []],
    ['IT', 'Clock', { FR: 'Pendule' }, 'Clock', ['Product.title _entities 3']],
    ['IT', 'Clock', { IT: '' }, 'Clock', ['Product.title _entities 3']],
    ['IT', 'Clock', { IT: null }, 'Clock', ['Product.title _entities 3']],
    ['IT', 'Clock', null, 'Clock', ['Product.title _entities 3']],
    ['IT', null, null, null, []],
  ])('in %s of %j and %j is %j', (language, english, texts, text, fallbacks) => {
    const request = requestIn(language);

    expect(textIn(request, info, english, texts)).toBe(text);
    expect([...request.fallbacks]).toEqual(fallbacks);
  });

  it('is reported with the place of its entity, up to a thousand, and then without', () => {
    const request = requestIn('FR');
    reportFallback(request, infoAt('product', 'title'));
    for (let index = 0; index < 2_000; index += 1) reportFallback(request, infoAt('products', index, 'title'));
    reportFallback(request, infoAt('title'));

    expect(request.fallbacks.size).toBe(1_001);
    expect([...request.fallbacks].slice(0, 2)).toEqual(['Product.title product title', 'Product.title products 0']);
    expect([...request.fallbacks].at(-1)).toBe('Product.title');
  });
});
