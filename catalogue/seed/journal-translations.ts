import type { Block } from '../blocks.ts';
import { byLanguage } from '../translations/by-language.ts';
import type { Texts } from '../translations/types.ts';
import type { ArticleDraft, Artisan } from '../types.ts';
import { type ImageBlock, toPortableText, weakReference } from './portable-text.ts';

/** The id of the asset of a picture in the English text. */
type AssetOf = (block: ImageBlock) => string;

/** The translations of an article, as documents of the type `articleTranslation`. Their pictures are those of the English text. */
export function articleTranslations({ id, narrative }: ArticleDraft, assetOf: AssetOf) {
  const found = byLanguage(({ articles }) => articles[id as `art_${string}`]);
  return Object.entries(found).map(([language, texts]) => ({
    _id: translationIdOf(id, language),
    _type: 'articleTranslation',
    article: weakReference(id),
    language,
    title: texts.title,
    slug: { _type: 'slug', current: texts.slug },
    role: texts.role,
    narrative: toPortableText(texts.narrative, samePictures(narrative, assetOf)),
  }));
}

/** The ids of the translations that an article may have. */
export function translationIdsOf({ id }: ArticleDraft): string[] {
  const found = byLanguage(({ articles }) => articles[id as `art_${string}`]);
  return Object.keys(found).map((language) => translationIdOf(id, language));
}

/** The texts of an artisan in other languages, as the field `translations`; no field without any. */
export function artisanTranslations({ id, biography }: Artisan, assetOf: AssetOf) {
  const found = Object.entries(byLanguage(({ artisans }) => artisans[id as `arti_${string}`]));
  if (found.length === 0) return {};
  return {
    translations: found.map(([language, texts]) => ({
      _key: language,
      _type: 'artisanTranslation',
      language,
      craft: texts.craft,
      biography: toPortableText(texts.biography, samePictures(biography, assetOf)),
    })),
  };
}

/** The texts in other languages, as the field `translations`; no field without any. */
export function translationsIn(read: (texts: Texts) => object | undefined): object {
  const found = Object.entries(byLanguage(read));
  if (found.length === 0) return {};
  return {
    translations: found.map(([language, texts]) => ({ _key: language, _type: 'translation', language, ...texts })),
  };
}

function translationIdOf(id: string, language: string): string {
  return `${id}_${language.toLowerCase()}`;
}

/** The asset of a picture by its place among the pictures: alternative texts are translated, files are not. */
function samePictures(english: Block[], assetOf: AssetOf): AssetOf {
  const pictures = english.filter((block): block is ImageBlock => block.kind === 'image');
  let next = 0;
  return (block) => {
    const picture = pictures[next] ?? pictures[0];
    next += 1;
    if (!picture) throw new Error(`The English text has no picture for “${block.alt}”.`);
    return assetOf(picture);
  };
}
