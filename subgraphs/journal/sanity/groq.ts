import { instantOf, type KeySlice } from '#kit/graph/connection.ts';
import { missingFields } from './completeness.ts';

/** Parts of GROQ queries. Values from clients are always parameters, never text, so that they cannot inject GROQ. */

/** True for published documents, and not for drafts or versions of a release. */
export const isPublished = '!(_id in path("drafts.**") || _id in path("versions.**"))';

/** True for drafts. */
export const isDraft = '_id in path("drafts.**")';

/** The id under which a draft is published; `from` is the path of the draft. */
export const publishedIdOf = (from = '') => `string::split(${from}_id, "drafts.")[1]`;

/** By the instant and not by its text, because the text may have any time zone. */
export const oldestFirst = 'dateTime(publishedAt) asc, _id asc';
export const linkedProducts = 'linkedProducts[].productId';
export const linkedArtisans = 'artisans[]._ref';
export const productIds = `array::unique(array::compact(coalesce(${linkedProducts}, [])))`;

/** The fields that `articleOf` reads; `text` is null without `withText`. `isShown`: the articles are known to be complete. */
export const articleFields = (withText: boolean, isShown = false) => `
  "id": _id, "revision": _rev, "missingFields": ${isShown ? '[]' : missingFields.article}, "slug": slug.current,
  "englishSlug": slug.current, title, mood, publishedAt, "updatedAt": _updatedAt, author{name, role},
  "heroImage": ${picture('heroImage')},
  "productIds": ${productIds},
  "artisanIds": array::unique(array::compact(coalesce(${linkedArtisans}, []))),
  "text": ${withText ? text('narrative') : 'null'}
`;

/** The fields that `artisanOf` reads; `text` is null without `withText`. */
export const artisanFields = (withText: boolean) => `
  "id": _id, "revision": _rev, "missingFields": ${missingFields.artisan}, "slug": slug.current, name, craft, atelier{name, city, countryCode},
  "portrait": ${picture('portrait')},
  "text": ${withText ? text('biography') : 'null'}
`;

/**
 * One page and the length of a list, the latest `instant` first. `suffix` distinguishes its parameters from those of other lists
 * in the same query. Without `withTotal`, the length is 0.
 */
export function listed(filter: string, instant: string, fields: string, suffix = '', withTotal = true): string {
  const at = `dateTime(${instant})`;
  const last = `dateTime($at${suffix})`;
  const isAfter = `($at${suffix} == null || ${at} < ${last} || (${at} == ${last} && _id > $last${suffix}))`;
  const page = `*[${filter} && ${isAfter}] | order(${at} desc, _id asc)[0...$size${suffix}]{${fields}}`;
  return `{"rows": ${page}, "total": ${withTotal ? `count(*[${filter}])` : 0}}`;
}

/** The parameters of a page: see `listed`. */
export function range({ after, limit }: KeySlice, suffix = ''): Record<string, unknown> {
  return {
    [`at${suffix}`]: after && instantOf(after),
    [`last${suffix}`]: after?.[1] ?? null,
    [`size${suffix}`]: limit,
  };
}

/** The blocks of a text, with the files of pictures; null for a value that is not an array. */
export function text(field: string): string {
  return `${field}[]{..., _type == "image" => {"image": ${picture('@', false)}}}`;
}

/**
 * The fields that `pictureOf` reads; null without a file. A picture within a text is translated with the text, and has no texts in
 * other languages: `isDescribed` is false for it.
 */
export function picture(field: string, isDescribed = true): string {
  return `select(defined(${field}.asset->url) => ${field}{
    "altText": alt, ${isDescribed ? '"altTexts": coalesce(translations[]{language, alt}, []), ' : ''}crop, hotspot,
    ...asset->{
      url, "width": metadata.dimensions.width, "height": metadata.dimensions.height, "thumbhash": metadata.thumbHash
    }
  })`;
}
