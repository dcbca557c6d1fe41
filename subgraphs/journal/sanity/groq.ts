import { instantOf, type KeySlice } from '#kit/graph/connection.ts';
import { lacks } from './completeness.ts';

/** Parts of queries in GROQ. Whatever comes from a client goes in as a parameter, never as text. */

/** Holds for documents that readers may see, where drafts and versions for a release lie among them. */
export const isPublished = '!(_id in path("drafts.**") || _id in path("versions.**"))';

/** Holds for drafts. */
export const isDraft = '_id in path("drafts.**")';

/** The id under which a draft is published; `from` is where the draft's fields are found. */
export const publishedIdOf = (from = '') => `string::split(${from}_id, "drafts.")[1]`;

/** By the instant and not by its text, which may be given in any time zone. */
export const oldestFirst = 'dateTime(publishedAt) asc, _id asc';
export const linkedProducts = 'linkedProducts[].productId';
export const linkedArtisans = 'artisans[]._ref';
export const productIds = `array::unique(array::compact(coalesce(${linkedProducts}, [])))`;

/** What `articleOf` makes an `Article` of; its text is null unless asked for. */
export const articleFields = (withText: boolean) => `
  "id": _id, "revision": _rev, "lacks": ${lacks.article}, "slug": slug.current, title, mood, publishedAt, author{name, role},
  "heroImage": ${picture('heroImage')},
  "productIds": ${productIds},
  "artisanIds": array::unique(array::compact(coalesce(${linkedArtisans}, []))),
  "text": ${withText ? text('narrative') : 'null'}
`;

/** What `artisanOf` makes an `Artisan` of; its text is null unless asked for. */
export const artisanFields = (withText: boolean) => `
  "id": _id, "revision": _rev, "lacks": ${lacks.artisan}, "slug": slug.current, name, craft, atelier{name, city, countryCode},
  "portrait": ${picture('portrait')},
  "text": ${withText ? text('biography') : 'null'}
`;

/**
 * One page and the length of a list, the latest `instant` first; `mark` tells its parameters from those of other lists in
 * the same query.
 */
export function listed(filter: string, instant: string, fields: string, mark = ''): string {
  const at = `dateTime(${instant})`;
  const last = `dateTime($at${mark})`;
  const isBehind = `($at${mark} == null || ${at} < ${last} || (${at} == ${last} && _id > $last${mark}))`;
  const page = `*[${filter} && ${isBehind}] | order(${at} desc, _id asc)[0...$size${mark}]{${fields}}`;
  return `{"rows": ${page}, "total": count(*[${filter}])}`;
}

/** The parameters of such a page. */
export function range({ after, limit }: KeySlice, mark = ''): Record<string, unknown> {
  return { [`at${mark}`]: after && instantOf(after), [`last${mark}`]: after?.[1] ?? null, [`size${mark}`]: limit };
}

/** The blocks of a text, pictures among them with their files; null for what is no array. */
function text(field: string): string {
  return `${field}[]{..., _type == "image" => {"image": ${picture('@')}}}`;
}

/** What `pictureOf` makes a picture of; null where there is no file. */
function picture(field: string): string {
  return `select(defined(${field}.asset->url) => ${field}{
    "altText": alt, crop, hotspot,
    ...asset->{url, "width": metadata.dimensions.width, "height": metadata.dimensions.height}
  })`;
}
