import type { Page } from '#kit/connection.ts';

/** Parts of queries in GROQ. Whatever comes from a client goes in as a parameter, never as text. */

/** Holds for documents that readers may see, where drafts and versions for a release lie among them. */
export const isPublished = '!(_id in path("drafts.**") || _id in path("versions.**"))';

/** Holds for drafts. */
export const isDraft = '_id in path("drafts.**")';

/** The id under which a draft is published; `from` is where the draft's fields are found. */
export const publishedIdOf = (from = '') => `string::split(${from}_id, "drafts.")[1]`;

export const newestFirst = 'publishedAt desc, _id asc';
export const linkedProducts = 'linkedProducts[].productId';
export const linkedArtisans = 'artisans[]._ref';
export const productIds = `array::unique(array::compact(coalesce(${linkedProducts}, [])))`;

/** An `Article`; its text is null unless asked for. */
export const articleFields = (withText: boolean) => `
  "id": _id, "slug": slug.current, title, mood, publishedAt, author{name, role},
  "heroImage": ${picture('heroImage')},
  "productIds": ${productIds},
  "artisanIds": array::unique(array::compact(coalesce(${linkedArtisans}, []))),
  "text": ${withText ? text('narrative') : 'null'}
`;

/** An `Artisan`; its text is null unless asked for. */
export const artisanFields = (withText: boolean) => `
  "id": _id, "slug": slug.current, name, craft, atelier{name, city, countryCode},
  "portrait": ${picture('portrait')},
  "text": ${withText ? text('biography') : 'null'}
`;

/** One page and the length of a list; `mark` tells its parameters from those of other lists in the same query. */
export function listed(filter: string, order: string, fields: string, mark = ''): string {
  const page = `*[${filter}] | order(${order})[$from${mark}...$to${mark}]{${fields}}`;
  return `{"rows": ${page}, "total": count(*[${filter}])}`;
}

/** The parameters of such a page. */
export function range({ offset, limit }: Page, mark = ''): Record<string, number> {
  return { [`from${mark}`]: offset, [`to${mark}`]: offset + limit };
}

/** Editors may use what pages cannot show, and pictures without a file; both are left out. */
function text(field: string): string {
  const isShown = `_type == "block" || (_type == "quote" && defined(text)) || (_type == "image" && defined(asset->url))
    || (_type == "productReference" && defined(productId))`;
  return `coalesce(${field}, [])[${isShown}]{..., _type == "image" => {"image": ${picture('@')}}}`;
}

function picture(field: string): string {
  return `select(defined(${field}.asset) => ${field}{
    "altText": alt, ...asset->{url, "width": metadata.dimensions.width, "height": metadata.dimensions.height}
  })`;
}
