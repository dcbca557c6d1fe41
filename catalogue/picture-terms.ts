import { pictures } from './pictures.ts';
import type { Texts } from './translations/types.ts';
import type { Catalogue } from './types.ts';

/** What the pictures of products show, in English → in a language. Products without texts in the language are left out. */
export function pictureTerms({ products }: Pick<Catalogue, 'products'>, texts: Texts): Record<string, string> {
  const terms = products.flatMap(({ id, title }) => {
    const translated = texts.products[id]?.title;
    if (translated === undefined) return [];
    return [
      [pictures.whole(title), texts.pictures.whole(translated)],
      [pictures.detail(title), texts.pictures.detail(translated)],
    ] as const;
  });
  return Object.fromEntries(terms);
}
