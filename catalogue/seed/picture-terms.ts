import { finishesOf } from '../finishes.ts';
import { pictures } from '../pictures.ts';
import type { Texts, TranslationLanguage } from '../translations/types.ts';
import type { Catalogue } from '../types.ts';
import { groupsOf, listOf } from './groups.ts';

/** What pictures of products, collections and categories show, in English → in a language. What has no name in the language is left out. */
export function pictureTerms(catalogue: Catalogue, language: TranslationLanguage): Record<string, string> {
  const texts = catalogue.translations[language];
  const titleOf = ({ id }: { id: `prod_${string}` }) => texts.products[id]?.title;
  const products = catalogue.products.flatMap((product) => {
    const [title, translated] = [product.title, titleOf(product)];
    if (translated === undefined) return [];
    return [
      [pictures.whole(title), texts.pictures.whole(translated)],
      [pictures.detail(title), texts.pictures.detail(translated)],
      ...finishesOf(product).map(({ value }) => [
        pictures.inColour(title, value),
        texts.pictures.inColour(translated, texts.terms[value] ?? value),
      ]),
    ];
  });
  const covers = groupsOf(catalogue).flatMap(({ id, name, products: shown }) => {
    const translated = nameOf(id, texts);
    const titles = shown.flatMap((product) => titleOf(product) ?? []);
    if (translated === undefined || titles.length < shown.length) return [];
    const english = shown.map(({ title }) => title);
    return [
      [
        pictures.cover(name, listOf('en', english)),
        texts.pictures.cover(translated, listOf(language.toLowerCase(), titles)),
      ],
    ];
  });
  return Object.fromEntries([...products, ...covers]);
}

function nameOf(id: `pcol_${string}` | `pcat_${string}`, texts: Texts): string | undefined {
  return texts.collections[id as `pcol_${string}`]?.title ?? texts.categories[id as `pcat_${string}`]?.name;
}
